// Section vocabulary: a sentence as tokens, as windows that ask what comes next, and as a padded batch.

import Foundation
import Lab4
import Reports
import Shared

func vocabulary(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let sentence = "the sea sees the shore"
  let letters = Vocabulary(of: sentence)
  let tokens = try letters.encode(sentence)
  page.say(
    "“\(sentence)” has \(letters.count) different characters; each becomes its place among them.")
  page.table(
    ["text"] + sentence.map(visible), [["token"] + tokens.map { "\($0)" }])
  page.number("decoded again", letters.decode(tokens))
  let (inputs, targets) = windows(of: tokens, length: 7)
  page.say("Windows of 7, and what follows every one of their characters. The rest is too short:")
  page.table(
    ["window", "targets"],
    zip(inputs, targets).map { [spaced(letters.decode($0)), spaced(letters.decode($1))] })
  let words = try sentence.split(separator: " ").map { try letters.encode(String($0)) }
  let (batch, mask) = padded(words, with: 0)
  page.say("Words of different lengths as one batch. Only the mask tells padding from a real 0:")
  page.table(
    ["word", "tokens", "mask"],
    zip(words, batch).enumerated().map { row, pair in
      [
        letters.decode(pair.0), pair.1.map { "\($0)" }.joined(separator: " "),
        mask[row: row].scalars.map { "\(Int($0))" }.joined(separator: " "),
      ]
    })
  showLoss(of: batch, mask, vocabulary: letters.count, lab.options.seed, on: &page)
  do {
    _ = try letters.encode("seal")
  } catch {
    page.say("A character that the sentence does not have is refused, here in “seal”:")
    page.code("\(error)".replacing(" — ", with: "\n  — "))
  }
}

/// The loss of logits that know nothing, and of the same with nonsense at the padding.
private func showLoss(
  of targets: [[Int]], _ mask: Tensor, vocabulary: Int, _ seed: UInt64, on page: inout LabPage
) {
  var logits = Tensor(zeros: [targets.count, targets[0].count, vocabulary])
  let loss = maskedCrossEntropy(logits: logits, targets: targets, mask: mask).loss
  for (place, isReal) in mask.scalars.enumerated() where isReal == 0 {
    logits[place / targets[0].count, place % targets[0].count, 1] = 50
  }
  page.number("loss of equal logits", Double(loss))
  page.number("ln \(vocabulary)", log(Double(vocabulary)))
  page.number(
    "the same with nonsense at the padding",
    Double(maskedCrossEntropy(logits: logits, targets: targets, mask: mask).loss))
}

/// A character as one sees it in a table.
func visible(_ character: Character) -> String {
  switch character {
  case " ": "␣"
  case "\n": "⏎"
  default: "\(character)"
  }
}

private func spaced(_ text: String) -> String { text.map(visible).joined() }
