// The hidden tests of 4.12: a real encoder–decoder that writes and learns, padding, steps that are not
// taken, the dates. The decimals and tokens were computed in double precision.

import Grading
import Lab2
import Lab4
import Shared
import Testing

struct Seq2seqTests {
  @Test(.exercise("4.12", "Sequence to sequence", points: 5))
  func seq2seq() async {
    await checkBatches()
    await checkSteps()
    await checkTranslations()
    await checkLearning()
    await checkDates()
  }

  private func checkBatches() async {
    await check("empty sources and answers have their place in a batch", weight: 0.5) { sheet in
      sheet.call("TranslationBatch(sources: [[], [2]], targets: [[5, 6, 7], []])")
      let batch = TranslationBatch(sources: [[], [2]], targets: [[5, 6, 7], []], tokens)
      sheet["source"] = batch.source.map { $0.count }
      sheet["sourceMask"] = batch.sourceMask
      sheet["input"] = batch.input[1]
      sheet["output"] = batch.output[1]
      sheet["outputMask"] = batch.outputMask
    } equals: {
      [
        "source": [1, 1], "sourceMask": [[0], [1]], "input": [8, 0, 0, 0], "output": [9, 0, 0, 0],
        "outputMask": [[1, 1, 1, 1], [1, 0, 0, 0]],
      ]
    }
  }

  private func checkSteps() async {
    await check("what stands at padding changes nothing") { sheet in
      var (losses, weights): ([Float], [Tensor]) = ([], [])
      sheet.call("translationStep with two different padding tokens in the outputs")
      for padding in [0, 2] {
        var (model, context) = (
          Pairs(weight: w, vector: [0.1, -0.2, 0.3, 0.2]), Context(.training)
        )
        var optimizer = PlainDescent(learningRate: 0.5)
        var batch = smallBatch
        batch.output[0][2] = padding
        losses.append(
          translationStep(&model, &optimizer, on: batch, largestNorm: 100, &context))
        weights.append(model.weight.value)
      }
      sheet["loss"] = losses[0]
      sheet["loss, other padding"] = losses[1]
      sheet["W afterwards"] = weights[0]
      sheet["W afterwards, other padding"] = weights[1]
    } equals: {
      [
        "loss": 1.809352, "loss, other padding": .same(as: "loss"),
        "W afterwards": [
          [-0.22482529, -0.40747723, -0.24523463, -0.62246285],
          [-0.4254459, 0.3727768, 0.39673467, 0.055934432],
          [-0.036047761, 0.56846368, 0.30185789, -0.43427381], [-0.6, -0.2, -0.5, -0.2],
        ],
        "W afterwards, other padding": .same(as: "W afterwards"),
      ]
    }
    await check("a gradient that is no number moves nothing", weight: 0.5) { sheet in
      var (model, context) = (
        Pairs(weight: w, vector: Tensor([0.1, -0.2, .nan, 0.2])), Context(.training)
      )
      var optimizer = PlainDescent(learningRate: 0.5)
      sheet.call("translationStep where u holds NaN")
      _ = translationStep(&model, &optimizer, on: smallBatch, &context)
      sheet["W afterwards"] = model.weight.value
    } equals: {
      [
        "W afterwards": [
          [-0.2, -0.5, -0.2, -0.6], [-0.4, 0.4, 0.5, -0.1], [-0.1, 0.5, 0.4, -0.4],
          [-0.6, -0.2, -0.5, -0.2],
        ]
      ]
    }
  }

  private func checkTranslations() async {
    await check("a real model's answers, padding among the sources", weight: 1.5) { sheet in
      let tokens = ControlTokens(start: 0, end: 3, padding: 0)
      sheet.call("translations of [1, 4, 2] and [3, 3] by the model of 4.11's tests, longest: 5")
      let answers = translations(
        patternedModel(layers: 1), of: [[1, 4, 2], [3, 3]], tokens, longest: 5)
      sheet["first"] = answers[0]
      sheet["second"] = answers[1]
    } equals: {
      ["first": [], "second": [1, 1, 1, 1, 1]]
    }
    await check("at most 0 tokens are none, and an empty batch scores 1", weight: 0.5) { sheet in
      sheet.call("translations of [3], longest: 0; exactMatch([], [])")
      sheet["answer"] =
        translations(
          Speller(tokens: tokens, vocabulary: 10), of: [[3]], tokens, longest: 0)[0]
      sheet["score"] = exactMatch([], [])
    } equals: {
      ["answer": [], "score": 1]
    }
  }

  private func checkLearning() async {
    await check("four pairs are learned by heart in 60 steps") { sheet in
      sheet.call("EncoderDecoder(width: 16) and AdamW on four pairs, seed 3")
      let sources = [[1, 2, 3], [3, 2], [2, 2, 1, 3], [1]]
      let targets = [[3, 2, 1], [2, 3], [3, 1, 2, 2], [1]]
      let tokens = ControlTokens(start: 4, end: 5, padding: 0)
      var (generator, context) = (SeededGenerator(seed: 3), Context(.training, seed: 3))
      var model = EncoderDecoder(
        EncoderDecoderShape(
          sourceVocabulary: 6, targetVocabulary: 6, longest: 8, width: 16, heads: 2, hidden: 32),
        using: &generator)
      var optimizer = AdamW(learningRate: 0.01)
      let batch = TranslationBatch(sources: sources, targets: targets, tokens)
      var losses: [Float] = []
      for _ in 0..<60 {
        losses.append(translationStep(&model, &optimizer, on: batch, &context))
      }
      sheet["first loss"] = losses[0]
      sheet["last loss"] = losses[59]
      sheet["right answers"] = exactMatch(
        translations(model, of: sources, tokens, longest: 6), targets)
    } equals: {
      ["first loss": .within(1...3), "last loss": .lessThan(0.1), "right answers": 1]
    }
  }

  private func checkDates() async {
    await check("a batch of dates can be read", weight: 0.25) { sheet in
      sheet.call("DateTask(heldOut: 10): texts of dates, and one batch")
      var generator = SeededGenerator(seed: 1)
      let task = DateTask(heldOut: 10, using: &generator)
      let date = CalendarDate(number: 36_583)
      sheet["forms"] = DateForm.allCases.map { $0.text(of: date) }
      sheet["days"] = [0, 59, 36_583, 73_048].map { CalendarDate(number: $0).iso }
      let batch = task.batch(2, using: &generator)
      sheet["output"] = batch.output.map { "\(task.vocabulary.decode($0).dropFirst(4))".count }
      sheet["split"] = [task.training.count, task.heldOut.count]
    } equals: {
      [
        "forms": [
          "29 February 2000", "February 29, 2000", "February 29th, 2000", "29 Feb 2000",
          "Tue 29 Feb 2000", "29.02.2000", "2/29/2000",
        ], "days": ["1900-01-01", "1900-03-01", "2000-02-29", "2099-12-31"], "output": [7, 7],
        "split": [73_039, 10],
      ]
    }
  }
}

private let tokens = ControlTokens(start: 8, end: 9, padding: 0)
private let w = pattern([4, 4], 6)
private let smallBatch = TranslationBatch(
  source: [[1, 1, 0], [1, 1, 1]], sourceMask: [[1, 1, 0], [1, 1, 1]],
  input: [[2, 1, 0], [2, 0, 1]], output: [[1, 3, 0], [0, 1, 3]],
  outputMask: [[1, 1, 0], [1, 1, 1]])
