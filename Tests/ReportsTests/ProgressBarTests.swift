// The progress bar under a clock that the test turns.

import Testing

@testable import Reports

struct ProgressBarTests {
  /// A clock and a place for what is written.
  private final class Stage {
    var now = 100.0
    var written: [String] = []

    func bar(_ total: Int, width: Int = 80, interactive: Bool, unit: String = "batches")
      -> ProgressBar
    {
      ProgressBar(
        "epoch 1", total: total, unit: unit,
        terminal: Terminal(width: width, isInteractive: interactive),
        clock: { self.now }, output: { self.written.append($0) })
    }
  }

  @Test("on a terminal one line is drawn over itself, with rate and time left")
  func interactive() {
    let stage = Stage()
    var bar = stage.bar(200, interactive: true)
    stage.now += 2
    bar.note = "loss 0.3"
    bar.update(to: 50)
    bar.finish()
    #expect(stage.written.allSatisfy { $0.hasPrefix("\r") })
    #expect(
      stage.written[1] == "\repoch 1  ━━━━━━━──────────────────────  25%  50/200 batches  25/s  "
        + "6.0 s left  loss 0.3\u{1B}[K"
        || stage.written[1].contains("25%  50/200 batches  25/s  6.0 s left  loss 0.3"))
    #expect(stage.written[2].hasSuffix("\n") && stage.written[2].contains("in 2.0 s"))
  }

  @Test("it is drawn ten times a second at most")
  func throttled() {
    let stage = Stage()
    var bar = stage.bar(100_000, interactive: true)
    for _ in 0..<10_000 {
      stage.now += 0.001
      bar.advance()
    }
    #expect((80...102).contains(stage.written.count))
    #expect(bar.done == 10_000)
  }

  @Test("elsewhere plain lines appear, ten seconds apart at least, and one at the end")
  func plainLines() {
    let stage = Stage()
    var bar = stage.bar(60, interactive: false)
    for _ in 0..<60 {
      stage.now += 0.5
      bar.advance()
    }
    bar.finish()
    bar.finish()
    #expect(
      stage.written == [
        "epoch 1  33%  20/60 batches  2.0/s  20 s left\n",
        "epoch 1  66%  40/60 batches  2.0/s  10 s left\n",
        "epoch 1  100%  60/60 batches  2.0/s  0.0 s left\n",
        "epoch 1  100%  60/60 batches  2.0/s  in 30 s\n",
      ])
  }

  @Test(
    "the line fits any width, and the least important part goes first",
    arguments: [20, 30, 40, 60, 80, 200])
  func widths(width: Int) {
    let stage = Stage()
    var bar = stage.bar(1000, width: width, interactive: true)
    bar.note = "loss 0.1234, accuracy 97.1 %"
    stage.now += 30
    bar.update(to: 370)
    let line = stage.written[1].filter { $0 != "\r" }.replacing("\u{1B}[K", with: "")
    #expect(columns(of: line) < width && line.contains("37%"), "\(line)")
    #expect(line.contains("left") == (width >= 60) || width == 40)
  }

  @Test("without a known total it counts and gives the rate alone")
  func unknownTotal() {
    let stage = Stage()
    var bar = stage.bar(0, interactive: false, unit: "bytes")
    stage.now += 10
    bar.advance(by: 50_000)
    #expect(stage.written == ["epoch 1  50.0 kB  5.0 kB/s\n"])
  }

  @Test("bytes are shown as kB or MB, whichever suits the whole")
  func bytes() {
    let stage = Stage()
    var bar = stage.bar(11_594_722, interactive: false, unit: "bytes")
    stage.now += 10
    bar.update(to: 65_000)
    stage.now += 10
    bar.update(to: 4_345_678)
    #expect(
      stage.written == [
        "epoch 1  0%  0.1/11.6 MB  6.5 kB/s  29:34 left\n",
        "epoch 1  37%  4.3/11.6 MB  217.3 kB/s  33 s left\n",
      ])
    bar.update(to: 11_594_722)
    stage.now -= 15
    bar.finish()
    #expect(stage.written.last == "epoch 1  100%  11.6/11.6 MB  2.3 MB/s  in 5.0 s\n")
  }

  @Test("steps of an earlier run count, but not for the rate and the time left")
  func earlier() {
    let stage = Stage()
    var bar = ProgressBar(
      "copy", total: 100, startingAt: 60, terminal: Terminal(width: 80, isInteractive: false),
      clock: { stage.now }, output: { stage.written.append($0) })
    #expect(bar.done == 60)
    stage.now += 10
    bar.advance(by: 20)
    stage.now += 10
    bar.update(to: 10)
    #expect(stage.written == ["copy  80%  80/100  2.0/s  10 s left\n", "copy  10%  10/100\n"])
  }

  @Test("no count leaves the bar, and no note moves the cursor")
  func hostile() {
    let stage = Stage()
    var bar = stage.bar(10, interactive: false)
    bar.update(to: -5)
    #expect(bar.done == 0)
    bar.update(to: 99)
    #expect(bar.done == 10)
    bar.note = "a\r\n\u{1B}[2Jb"
    bar.finish()
    #expect(stage.written.count == 1 && stage.written[0].filter { $0 == "\n" }.count == 1)
    #expect(!stage.written[0].contains("\u{1B}") && !stage.written[0].contains("\r"))
  }

  @Test("durations read as a clock does")
  func durations() {
    #expect(
      [0, 4.24, 59.4, 65, 7384, .infinity].map(duration)
        == ["0.0 s", "4.2 s", "59 s", "1:05", "2:03:04", "?"])
  }
}
