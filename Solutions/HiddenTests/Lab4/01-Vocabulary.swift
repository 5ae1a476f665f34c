// The hidden tests of 4.1: empty texts and single characters, line ends and accents, damaged bytes,
// windows at the edge, batches of nothing, padding with NaN in it.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct VocabularyTests {
  @Test(.exercise("4.1", "Vocabulary and windows", points: 5))
  func vocabularyAndWindows() async {
    await checkText()
    await checkVocabulary()
    await checkWindows()
    await checkPadding()
    await checkLoss()
  }

  private func checkText() async {
    await check("damaged bytes are found wherever they stand") { sheet in
      sheet.call("text(ofUTF8:) of no bytes, a cut-off é, and U+FFFD itself")
      sheet["no bytes"] = try text(ofUTF8: [])
      sheet["a replacement character that was meant"] = try text(ofUTF8: [0xEF, 0xBF, 0xBD, 0x61])
      do {
        sheet["cut off"] = try text(ofUTF8: [0x61, 0x62, 0xC3])
      } catch TextError.notUTF8(let place) {
        sheet["place, cut off"] = place
      }
      do {
        sheet["first"] = try text(ofUTF8: [0x80, 0x61])
      } catch TextError.notUTF8(let place) {
        sheet["place, first"] = place
      }
    } equals: {
      [
        "no bytes": "", "a replacement character that was meant": "\u{FFFD}a",
        "place, cut off": 2, "place, first": 0,
      ]
    }
  }

  private func checkVocabulary() async {
    await check("the empty text and a single character") { sheet in
      sheet.call("Vocabulary(of: \"\"), Vocabulary(of: \"zzz\")")
      sheet["V of the empty text"] = Vocabulary(of: "").count
      sheet["tokens of the empty text"] = try Vocabulary(of: "").encode("")
      sheet["text of no tokens"] = Vocabulary(of: "").decode([])
      sheet["tokens of zz"] = try Vocabulary(of: "zzz").encode("zz")
      sheet["text of 0, 0, 0"] = Vocabulary(of: "zzz").decode([0, 0, 0])
    } equals: {
      [
        "V of the empty text": 0, "tokens of the empty text": .integers([]),
        "text of no tokens": "", "tokens of zz": [0, 0], "text of 0, 0, 0": "zzz",
      ]
    }
    await check("a character is what a reader takes for one") { sheet in
      sheet.call("Vocabulary(of: \"e\\u{301}\\r\\na\"), encode(\"\\u{E9}a\\r\\n\")")
      let vocabulary = Vocabulary(of: "e\u{301}\r\na")
      sheet["V"] = vocabulary.count
      sheet["tokens"] = try vocabulary.encode("\u{E9}a\r\n")
    } equals: {
      ["V": 3, "tokens": [2, 1, 0]]
    }
    await check("the order does not depend on the text's order") { sheet in
      sheet.call("Vocabulary(of: \"zebra\") and Vocabulary(of: \"brazebar\")")
      sheet["of zebra"] = Vocabulary(of: "zebra").characters.map(String.init)
      sheet["of brazebar"] = Vocabulary(of: "brazebar").characters.map(String.init)
    } equals: {
      ["of zebra": ["a", "b", "e", "r", "z"], "of brazebar": ["a", "b", "e", "r", "z"]]
    }
    await checkStops("decode refuses a negative token", weight: 0.5, saying: "-1") { sheet in
      sheet.call("Vocabulary(of: \"abc\").decode([-1])")
      sheet["text"] = Vocabulary(of: "abc").decode([-1])
    }
  }

  private func checkWindows() async {
    await check("the last window may end where the text ends, and no later") { sheet in
      sheet.call("windows of 4 from 5 tokens, of 4 from 9, of 4 from 8, of 2 from 7 with stride 3")
      for (name, count, length, stride) in edges {
        let result = windows(of: Array(10..<10 + count), length: length, stride: stride)
        sheet["inputs, \(name)"] = result.inputs.map(\.description)
        sheet["targets, \(name)"] = result.targets.map(\.description)
      }
    } equals: {
      [
        "inputs, one": ["[10, 11, 12, 13]"], "targets, one": ["[11, 12, 13, 14]"],
        "inputs, two": ["[10, 11, 12, 13]", "[14, 15, 16, 17]"],
        "targets, two": ["[11, 12, 13, 14]", "[15, 16, 17, 18]"],
        "inputs, left out": ["[10, 11, 12, 13]"], "targets, left out": ["[11, 12, 13, 14]"],
        "inputs, apart": ["[10, 11]", "[13, 14]"], "targets, apart": ["[11, 12]", "[14, 15]"],
      ]
    }
    await checkStops("no tokens at all are refused", weight: 0.5, saying: "0 tokens") { sheet in
      sheet.call("windows(of: [], length: 1)")
      sheet["inputs"] = windows(of: [], length: 1).inputs.count
    }
    await checkStops("windows need a token that follows", weight: 0.5, saying: "4 tokens") {
      sheet in
      sheet.call("windows(of: [0, 1, 2, 3], length: 4)")
      sheet["inputs"] = windows(of: [0, 1, 2, 3], length: 4).inputs.count
    }
  }

  private func checkPadding() async {
    await check("a batch of nothing, of empty sequences, of equal ones") { sheet in
      sheet.call("padded([], with: 9), padded([[], []], with: 9), padded([[], [3]], with: 9)")
      sheet["mask of nothing"] = padded([], with: 9).mask
      sheet["mask of empty ones"] = padded([[], []], with: 9).mask
      sheet["tokens of empty ones"] = padded([[], []], with: 9).tokens.map(\.description)
      sheet["tokens"] = padded([[], [3]], with: 9).tokens.map(\.description)
      sheet["mask"] = padded([[], [3]], with: 9).mask
      sheet["a real 9"] = padded([[9, 9], [9]], with: 9).mask
    } equals: {
      [
        "mask of nothing": .tensor(Tensor(zeros: [0, 0])),
        "mask of empty ones": .tensor(Tensor(zeros: [2, 0])),
        "tokens of empty ones": ["[]", "[]"], "tokens": ["[9]", "[3]"], "mask": [[0], [1]],
        "a real 9": [[1, 1], [1, 0]],
      ]
    }
  }

  private func checkLoss() async {
    await check("what stands at padding does no harm, not even NaN", weight: 2) { sheet in
      sheet.call("maskedCrossEntropy: padding has logits of NaN and the target -100")
      let logits: Tensor = [[[2, 0], [Tensor(.nan), Tensor(.nan)]], [[0, 0], [0, 3]]]
      let result = maskedCrossEntropy(
        logits: logits, targets: [[0, -100], [1, 0]], mask: [[1, 0], [1, 1]])
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      [
        "loss": 1.289554136,
        "gradient": [
          [[-0.0397343, 0.0397343], [0, 0]],
          [[0.1666667, -0.1666667], [-0.3175247, 0.3175247]],
        ],
      ]
    }
    await check("without any real place the loss is 0, and so is the gradient") { sheet in
      sheet.call("maskedCrossEntropy with a mask of zeros; of no steps; of no sequences")
      let none = maskedCrossEntropy(
        logits: [[[1, 2], [3, 4]]], targets: [[0, 1]], mask: [[0, 0]])
      sheet["loss"] = none.loss
      sheet["gradient"] = none.gradient
      let steps = maskedCrossEntropy(logits: Tensor(zeros: [2, 0, 3]), targets: [[], []])
      sheet["loss of no steps"] = steps.loss
      sheet["gradient of no steps"] = steps.gradient
      sheet["loss of no sequences"] =
        maskedCrossEntropy(logits: Tensor(zeros: [0, 4, 3]), targets: []).loss
    } equals: {
      [
        "loss": 0, "gradient": [[[0, 0], [0, 0]]], "loss of no steps": 0,
        "gradient of no steps": .tensor(Tensor(zeros: [2, 0, 3])), "loss of no sequences": 0,
      ]
    }
    await check("a longer neighbour does not change what a sequence costs") { sheet in
      sheet.call("one sequence of 2 steps, alone and padded to 50")
      let logits = Tensor((0..<200).map { Float($0 % 7) - 3 }, shape: [1, 50, 4])
      let mask = Tensor((0..<50).map { $0 < 2 ? 1 : 0 }, shape: [1, 50])
      let labels = (0..<50).map { $0 % 4 }
      let alone = maskedCrossEntropy(
        logits: logits.slice(0..<2, along: 1), targets: [Array(labels[..<2])])
      let padded = maskedCrossEntropy(logits: logits, targets: [labels], mask: mask)
      sheet["alone"] = alone.loss
      sheet["padded"] = padded.loss
      sheet["gradient behind"] = padded.gradient.slice(2..<50, along: 1)
    } equals: {
      [
        "alone": 2.424721636, "padded": 2.424721636,
        "gradient behind": .tensor(Tensor(zeros: [1, 48, 4])),
      ]
    }
  }
}

/// Name, tokens, length and stride of windows.
private let edges: [(String, Int, Int, Int?)] = [
  ("one", 5, 4, nil), ("two", 9, 4, nil), ("left out", 8, 4, nil), ("apart", 7, 2, 3),
]
