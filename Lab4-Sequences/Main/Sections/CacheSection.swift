// Section cache: the same text with and without keys and values kept, and what that costs.

import Lab4
import Reports
import Shared

func cache(_ page: inout LabPage, _ lab: inout Lab4State) throws {
  let lengths = lab.options.quick ? [16, 32, 64] : [16, 64, 256]
  page.say(
    """
    A Transformer of 4 blocks, width 128, with random weights (what it writes is gibberish, and that \
    does not matter here) continues a token. Without a cache every new token sends the whole text \
    through the network; with one, only itself.
    """)
  var generator = SeededGenerator(seed: lab.options.seed)
  var model = LanguageModel(
    LanguageModelShape(vocabulary: 65, context: 256, width: 128, heads: 4, layers: 4),
    using: &generator)
  var (rows, plain, kept): ([[String]], [Double], [Double]) = ([], [], [])
  for length in lengths {
    var texts: [[Int]] = []
    let times = [false, true].map { isCached in
      seconds {
        texts.append(
          model.generate(after: [0], count: length, isCached: isCached) { $0.argmax() })
      }
    }
    plain.append(times[0])
    kept.append(times[1])
    rows.append([
      "\(length)", fixedText(times[0], decimals: 3), fixedText(times[1], decimals: 3),
      fixedText(times[0] / times[1], decimals: 1), texts[0] == texts[1] ? "yes" : "no",
    ])
  }
  page.table(["tokens", "without, s", "with, s", "times as fast", "same text"], rows)
  page.illustrate(
    LineChart(
      "Seconds to write a text",
      [Series("without a cache", x: lengths, y: plain), Series("with", x: lengths, y: kept)],
      x: Axis("tokens", scale: .logarithmic), y: Axis("time", unit: "s", scale: .logarithmic)))
  page.number("numbers kept for a token", "\(2 * 4 * 128)")
}
