// The visible tests of exercise 4.12: teacher forcing, batches, one step, writing alone, the score.
// The models are those of Speller.swift; the long decimals were computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct Seq2seqTests {
  @Test(.exercise("4.12", "Sequence to sequence", points: 5))
  func seq2seq() async {
    await checkForcing()
    await checkBatch()
    await checkStep()
    await checkTranslations()
    await checkScore()
  }

  private func checkForcing() async {
    await check("the decoder is given start and the answer, and should say the answer and end") {
      sheet in
      sheet.call("teacherForced([2, 0, 2, 6]), start 8, end 9")
      let forced = teacherForced([2, 0, 2, 6], tokens)
      sheet["input"] = forced.input
      sheet["output"] = forced.output
      let empty = teacherForced([], tokens)
      sheet["input of an empty answer"] = empty.input
      sheet["output of an empty answer"] = empty.output
    } equals: {
      [
        "input": [8, 2, 0, 2, 6], "output": [2, 0, 2, 6, 9], "input of an empty answer": [8],
        "output of an empty answer": [9],
      ]
    }
  }

  private func checkBatch() async {
    await check("a batch pads sources and answers, and says what is real") { sheet in
      sheet.call("TranslationBatch(sources: [[1], [2, 3, 4]], targets: [[5, 6], [7]]), padding 0")
      let batch = TranslationBatch(sources: [[1], [2, 3, 4]], targets: [[5, 6], [7]], tokens)
      sheet["source"] = numbers(batch.source)
      sheet["sourceMask"] = batch.sourceMask
      sheet["input"] = numbers(batch.input)
      sheet["output"] = numbers(batch.output)
      sheet["outputMask"] = batch.outputMask
    } equals: {
      [
        "source": [[1, 0, 0], [2, 3, 4]], "sourceMask": [[1, 0, 0], [1, 1, 1]],
        "input": [[8, 5, 6], [8, 7, 0]], "output": [[5, 6, 9], [7, 9, 0]],
        "outputMask": [[1, 1, 1], [1, 1, 0]],
      ]
    }
  }

  private func checkStep() async {
    await check("one step: the loss of the real places, and what it changes", weight: 2) { sheet in
      var (model, context) = (Pairs(weight: w, vector: [0.1, -0.2, 0.3, 0.2]), Context(.training))
      model.weight.gradient = Tensor(ones: [4, 4])
      var optimizer = PlainDescent(learningRate: 0.5)
      sheet.call("translationStep of logits W[token] + s·u, on two pairs, η = 0.5", on: ["W": w])
      sheet["loss"] = translationStep(
        &model, &optimizer, on: smallBatch, largestNorm: 100, &context)
      sheet["W afterwards"] = model.weight.value
      sheet["u afterwards"] = model.vector.value
    } equals: {
      [
        "loss": 1.809352,
        "W afterwards": [
          [-0.22482529, -0.40747723, -0.24523463, -0.62246285],
          [-0.4254459, 0.3727768, 0.39673467, 0.055934432],
          [-0.036047761, 0.56846368, 0.30185789, -0.43427381], [-0.6, -0.2, -0.5, -0.2],
        ],
        "u afterwards": [0.17294805, 0.13613124, -0.34540794, 0.43632865],
      ]
    }
    await check("the gradients are clipped to one norm before the step") { sheet in
      var (model, context) = (Pairs(weight: w, vector: [0.1, -0.2, 0.3, 0.2]), Context(.training))
      var optimizer = PlainDescent(learningRate: 0.5)
      sheet.call("translationStep(…, largestNorm: 0.1), η = 0.5", on: ["W": w])
      sheet["loss"] = translationStep(
        &model, &optimizer, on: smallBatch, largestNorm: 0.1, &context)
      sheet["W afterwards"] = model.weight.value
      sheet["u afterwards"] = model.vector.value
    } equals: {
      [
        "loss": 1.809352,
        "W afterwards": [
          [-0.20152976, -0.49429865, -0.2027874, -0.60138418],
          [-0.401568, 0.39832248, 0.49363668, -0.090391159],
          [-0.096059197, 0.5042188, 0.39395238, -0.40211199], [-0.6, -0.2, -0.5, -0.2],
        ],
        "u afterwards": [0.10449513, -0.17928725, 0.26022929, 0.21456282],
      ]
    }
  }

  private func checkTranslations() async {
    await check("a model that repeats its source writes it, token by token, and stops", weight: 2) {
      sheet in
      sheet.call("translations of [3, 1, 4], [2] and [], longest: 8")
      let answers = translations(
        Speller(tokens: tokens, vocabulary: 10), of: [[3, 1, 4], [2], []], tokens, longest: 8)
      sheet["first"] = answers[0]
      sheet["second"] = answers[1]
      sheet["third"] = answers[2]
    } equals: {
      ["first": [3, 1, 4], "second": [2], "third": []]
    }
    await check("an answer that does not end is cut off", weight: 0.5) { sheet in
      sheet.call("translations of [3, 1, 4] and [2], longest: 2")
      let answers = translations(
        Speller(tokens: tokens, vocabulary: 10), of: [[3, 1, 4], [2]], tokens, longest: 2)
      sheet["first"] = answers[0]
      sheet["second"] = answers[1]
    } equals: {
      ["first": [3, 1], "second": [2]]
    }
  }

  private func checkScore() async {
    await check("exactMatch counts whole answers") { sheet in
      sheet.call("exactMatch of one right answer, one wrong token, one too short, one too long")
      sheet["a quarter"] = exactMatch(
        [[1, 2, 3], [1, 2, 4], [1, 2], [1, 2, 3, 3]],
        [[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3]])
      sheet["all"] = exactMatch([[1, 2], []], [[1, 2], []])
    } equals: {
      ["a quarter": 0.25, "all": 1]
    }
    await checkStops("as many answers as targets are needed", weight: 0.5, saying: "1 answers") {
      sheet in
      sheet["score"] = exactMatch([[1]], [[1], [2]])
    }
  }
}

private let tokens = ControlTokens(start: 8, end: 9, padding: 0)
private let w = pattern([4, 4], 6)

/// Two pairs of which one is shorter: start 2, end 3, padding 0.
private let smallBatch = TranslationBatch(
  source: [[1, 1, 0], [1, 1, 1]], sourceMask: [[1, 1, 0], [1, 1, 1]],
  input: [[2, 1, 0], [2, 0, 1]], output: [[1, 3, 0], [0, 1, 3]],
  outputMask: [[1, 1, 0], [1, 1, 1]])

private func numbers(_ rows: [[Int]]) -> Tensor {
  Tensor(rows.flatMap { $0.map { Float($0) } }, shape: [rows.count, rows.first?.count ?? 0])
}
