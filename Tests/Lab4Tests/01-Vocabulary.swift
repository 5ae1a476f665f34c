// The visible tests of exercise 4.1: bytes, characters and tokens, windows, padding, the masked loss.
// The long decimals are reference values computed in double precision.

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
    await check("UTF-8 becomes text; other bytes are refused, with their place") { sheet in
      let bytes: [UInt8] = [0x68, 0xC3, 0xA9, 0x21]
      sheet.call("text(ofUTF8: [0x68, 0xC3, 0xA9, 0x21]), then with 0xFF in the third place")
      sheet["text"] = try text(ofUTF8: bytes)
      do {
        sheet["text of wrong bytes"] = try text(ofUTF8: [0x68, 0x69, 0xFF, 0x21])
      } catch TextError.notUTF8(let place) {
        sheet["place"] = place
      }
    } equals: {
      ["text": "hé!", "place": 2]
    }
  }

  private func checkVocabulary() async {
    await check("the vocabulary holds each character once, in ascending order") { sheet in
      sheet.call("Vocabulary(of: \"hello world\")")
      sheet["characters"] = Vocabulary(of: "hello world").characters.map(String.init)
    } equals: {
      ["characters": [" ", "d", "e", "h", "l", "o", "r", "w"]]
    }
    await check("encode numbers the characters, decode spells the numbers") { sheet in
      sheet.call("Vocabulary(of: \"hello world\"): encode(\"low role\"), decode([3, 2, 5])")
      let vocabulary = Vocabulary(of: "hello world")
      sheet["tokens"] = try vocabulary.encode("low role")
      sheet["text"] = vocabulary.decode([3, 2, 5])
    } equals: {
      ["tokens": [4, 5, 7, 0, 6, 5, 4, 2], "text": "heo"]
    }
    await check("encode throws at the first character it does not know") { sheet in
      sheet.call("Vocabulary(of: \"hello world\").encode(\"hold on\")")
      do {
        sheet["tokens"] = try Vocabulary(of: "hello world").encode("hold on")
      } catch TextError.unknownCharacter(let character, let place) {
        sheet["character"] = String(character)
        sheet["place"] = place
      }
    } equals: {
      ["character": "n", "place": 6]
    }
    await checkStops("decode refuses a token that is not there", weight: 0.5, saying: "9") {
      sheet in
      sheet.call("Vocabulary(of: \"abc\").decode([0, 9])")
      sheet["text"] = Vocabulary(of: "abc").decode([0, 9])
    }
  }

  private func checkWindows() async {
    await check("windows lie end to end; targets are one token later") { sheet in
      sheet.call("windows(of: [5, 1, 2, 2, 3, 7, 0, 4], length: 3)")
      let result = windows(of: [5, 1, 2, 2, 3, 7, 0, 4], length: 3)
      sheet["inputs"] = result.inputs.map(\.description)
      sheet["targets"] = result.targets.map(\.description)
    } equals: {
      ["inputs": ["[5, 1, 2]", "[2, 3, 7]"], "targets": ["[1, 2, 2]", "[3, 7, 0]"]]
    }
    await check("a stride moves the windows closer") { sheet in
      sheet.call("windows(of: [5, 1, 2, 2, 3, 7], length: 3, stride: 1)")
      let result = windows(of: [5, 1, 2, 2, 3, 7], length: 3, stride: 1)
      sheet["inputs"] = result.inputs.map(\.description)
      sheet["targets"] = result.targets.map(\.description)
    } equals: {
      [
        "inputs": ["[5, 1, 2]", "[1, 2, 2]", "[2, 2, 3]"],
        "targets": ["[1, 2, 2]", "[2, 2, 3]", "[2, 3, 7]"],
      ]
    }
    await checkStops("a text that is shorter than a window is refused", weight: 0.5, saying: "8") {
      sheet in
      sheet.call("windows(of: [0, 1, 2], length: 8)")
      sheet["inputs"] = windows(of: [0, 1, 2], length: 8).inputs.count
    }
  }

  private func checkPadding() async {
    await check("padded fills up behind, and the mask says what is real") { sheet in
      sheet.call("padded([[5, 0, 2], [7], [1, 0]], with: 0)")
      let batch = padded([[5, 0, 2], [7], [1, 0]], with: 0)
      sheet["tokens"] = batch.tokens.map(\.description)
      sheet["mask"] = batch.mask
    } equals: {
      [
        "tokens": ["[5, 0, 2]", "[7, 0, 0]", "[1, 0, 0]"],
        "mask": [[1, 1, 1], [1, 0, 0], [1, 1, 0]],
      ]
    }
  }

  private func checkLoss() async {
    await check("the masked loss is the mean over the real places", weight: 2) { sheet in
      sheet.call("maskedCrossEntropy(logits, targets, mask)", on: ["logits": logits, "mask": mask])
      let result = maskedCrossEntropy(logits: logits, targets: targets, mask: mask)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      ["loss": 2.457533559, "gradient": .tensor(maskedGradient)]
    }
    await check("without a mask all places count") { sheet in
      sheet.call("maskedCrossEntropy(logits, targets)", on: ["logits": logits])
      let result = maskedCrossEntropy(logits: logits, targets: targets)
      sheet["loss"] = result.loss
      sheet["gradient"] = result.gradient
    } equals: {
      ["loss": 2.096347762, "gradient": .tensor(fullGradient)]
    }
  }
}

private let targets = [[2, 0, 3], [1, 0, 0]]
private let mask: Tensor = [[1, 1, 1], [1, 0, 0]]
private let logits = Tensor(
  [
    0.56, -0.96, -0.56, -0.74, -0.94, 1.4, 0.32, 0.88, 1.38, -0.18, -0.56, -0.7, 1.2, -1.12, -1.56,
    -0.68, -0.58, -0.52, 1.04, 0.04, 0.62, -0.4, -1.86, -0.6,
  ], shape: [2, 3, 4])
private let maskedGradient = Tensor(
  [
    0.1375498, 0.03008378, -0.2051203, 0.0374867, -0.2381396, 0.1231258, 0.04181297, 0.07320082,
    0.1690594, 0.03552548, 0.0242945, -0.2288794, 0.1902362, -0.2313048, 0.01204039, 0.02902817, 0,
    0, 0, 0, 0, 0, 0, 0,
  ], shape: [2, 3, 4])
private let fullGradient = Tensor(
  [
    0.09169987, 0.02005585, -0.1367469, 0.02499113, -0.1587597, 0.08208386, 0.02787531, 0.04880054,
    0.1127063, 0.02368365, 0.01619634, -0.1525862, 0.1268242, -0.1542032, 0.008026926, 0.01935211,
    -0.1480942, 0.01972093, 0.09384838, 0.03452489, -0.07085746, 0.03454832, 0.008023372,
    0.02828577,
  ], shape: [2, 3, 4])
