// What the learner's code printed, sorted by the check that ran.

/// The output of a child, taken apart at the lines by which its session marks the checks.
struct Printed {
  /// By check: what stands between its mark and the next.
  private(set) var byCheck: [Int: String] = [:]
  /// The whole output without the marks.
  private(set) var whole = ""

  /// Takes an output apart.
  init(_ output: String, token: String) {
    var check = -1
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(Printed.mark(token)) {
        check = line.split(separator: " ").last.flatMap { Int($0) } ?? -1
        continue
      }
      whole += line + "\n"
      if check >= 0 { byCheck[check, default: ""] += line + "\n" }
    }
  }

  /// The start of a mark; the token keeps a program from printing one by accident.
  static func mark(_ token: String) -> String { "nnlabs \(token) check" }

  /// The last lines that a check printed before it ended or crashed, fit for a message.
  func lines(of check: Int, most: Int = 8) -> [String] {
    let all = (byCheck[check] ?? "").split(separator: "\n").map(String.init)
    let end = all.firstIndex { line in
      line.contains("Fatal error") || line.hasPrefix("*** ") || line.hasPrefix("swift-runtime: ")
    }
    let own = all[..<(end ?? all.endIndex)].map { Transcript.clean(String($0.prefix(200))) }
    return own.count > most ? ["…"] + own.suffix(most) : Array(own)
  }
}
