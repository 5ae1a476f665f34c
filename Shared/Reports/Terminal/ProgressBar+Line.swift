// The line of a progress bar: what fits, the least important left out first.

extension ProgressBar {
  /// The line after `now - start` seconds, never wider than the terminal.
  func line(at now: Double, finished: Bool) -> String {
    let elapsed = max(0, now - start)
    let time = finished ? "in \(duration(elapsed))" : timeLeft(elapsed)
    let speed = elapsed > 0 && done > earlier ? rate(Double(done - earlier) / elapsed) : ""
    let note = printable(note)
    let choices = [
      [percentage, counted, speed, time, note], [percentage, counted, time, note],
      [percentage, time, note], [percentage, time], [percentage],
    ]
    let limit = terminal.width - 1
    for parts in choices {
      let tail = parts.filter { !$0.isEmpty }.joined(separator: "  ")
      let used = columns(of: label) + columns(of: tail) + 4
      if !terminal.isInteractive, used <= limit { return joined(label, tail) }
      guard terminal.isInteractive, used + 8 <= limit else { continue }
      return joined(label, bar(width: min(30, limit - used)), tail)
    }
    return clipped(joined(label, percentage), to: limit)
  }

  private func joined(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private var counted: String {
    if unit == "bytes" {
      let (scale, name) = max(total, done) < 1_000_000 ? (1e3, "kB") : (1e6, "MB")
      let parts = (total > 0 ? [done, total] : [done]).map {
        fixed(Double($0) / scale, decimals: 1)
      }
      return parts.joined(separator: "/") + " " + name
    }
    let count = total > 0 ? "\(done)/\(total)" : "\(done)"
    return unit.isEmpty ? count : "\(count) \(unit)"
  }

  private var share: Double { total > 0 ? Double(done) / Double(total) : 0 }

  private var percentage: String { total > 0 ? "\(Int(share * 100))%" : "" }

  private func bar(width: Int) -> String {
    guard total > 0 else { return "" }
    let filled = Int(share * Double(width))
    return String(repeating: terminal.hasUnicode ? "━" : "#", count: filled)
      + String(repeating: terminal.hasUnicode ? "─" : "-", count: width - filled)
  }

  /// By the mean rate so far; nothing before there is one.
  private func timeLeft(_ elapsed: Double) -> String {
    guard total > 0, done > earlier, elapsed > 0 else { return "" }
    return duration(elapsed / Double(done - earlier) * Double(total - done)) + " left"
  }

  private func rate(_ perSecond: Double) -> String {
    if unit == "bytes" {
      return perSecond < 1e6
        ? "\(fixed(perSecond / 1e3, decimals: 1)) kB/s"
        : "\(fixed(perSecond / 1e6, decimals: 1)) MB/s"
    }
    return perSecond >= 1000
      ? "\(fixed(perSecond / 1000, decimals: 1))k/s"
      : perSecond >= 10
        ? "\(Int(perSecond.rounded()))/s" : "\(fixed(perSecond, decimals: 1))/s"
  }
}

/// Seconds as `4.2 s`, `1:05` or `2:03:04`.
func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 3.6e6 else { return "?" }
  if seconds < 9.95 { return fixed(seconds, decimals: 1) + " s" }
  let whole = Int(seconds.rounded())
  let (minutes, rest) = (whole / 60, whole % 60)
  if minutes == 0 { return "\(rest) s" }
  let tail = (rest < 10 ? "0" : "") + "\(rest)"
  guard minutes >= 60 else { return "\(minutes):\(tail)" }
  return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):\(tail)"
}
