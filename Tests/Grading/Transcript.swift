// What the judge heard about one check.

/// The messages of one check and, where its child ended in it, how.
struct Transcript {
  private(set) var hasBegun = false
  private(set) var hasEnded = false
  private(set) var call: String?
  private(set) var inputs: [(name: String, value: SheetRecord)] = []
  private(set) var thrown: String?
  private(set) var todo: Todo?
  private(set) var entries: [String: SheetRecord] = [:]
  private(set) var slopes: [String: SheetRecord] = [:]
  /// What the check printed, the last lines of it.
  var printed: [String] = []
  /// The child that ended before this check did.
  var broken: ChildReport?

  struct Todo {
    var label: String
    var place: String
    /// The exercise number at the start of the label.
    var number: String { String(label.prefix { $0.isNumber || $0 == "." }) }
  }

  /// Text of the learner's code, fit to be printed: no control characters, not endless.
  static func clean(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(2000).map { scalar in
      scalar.properties.generalCategory == .control && scalar != "\n" ? "�" : Character(scalar)
    }
    return String(scalars) + (text.unicodeScalars.count > 2000 ? " …" : "")
  }

  mutating func take(_ message: Message) {
    switch message.kind {
    case .begin: hasBegun = true
    case .end: hasEnded = true
    case .call: call = Transcript.clean(message.text)
    case .input:
      guard let value = message.value, inputs.count < 16 else { break }
      inputs.append((Transcript.clean(message.text), value))
    case .threw: thrown = Transcript.clean(message.text)
    case .entry: entries[message.text] = message.value
    case .numeric: slopes[message.text] = message.value
    case .todo:
      let parts = Transcript.clean(message.text).split(
        separator: "\n", omittingEmptySubsequences: false)
      if parts.count == 3 { todo = Todo(label: String(parts[0]), place: "\(parts[1]):\(parts[2])") }
    }
  }
}
