// What the judge heard about one check.

/// The messages of one check and, where its child ended in it, how.
struct Transcript {
  private(set) var hasEnded = false
  private(set) var call: String?
  private(set) var thrown: String?
  private(set) var todo: Todo?
  private(set) var entries: [String: SheetRecord] = [:]
  private(set) var slopes: [String: SheetRecord] = [:]
  /// The child that ended before this check did.
  var broken: ChildReport?

  struct Todo {
    var label: String
    var place: String
    /// The exercise number at the start of the label.
    var number: String { String(label.prefix { $0.isNumber || $0 == "." }) }
  }

  mutating func take(_ message: Message) {
    switch message.kind {
    case .begin: break
    case .end: hasEnded = true
    case .call: call = message.text
    case .threw: thrown = message.text
    case .entry: entries[message.text] = message.value
    case .numeric: slopes[message.text] = message.value
    case .todo:
      let parts = message.text.split(separator: "\n", omittingEmptySubsequences: false)
      if parts.count == 3 { todo = Todo(label: String(parts[0]), place: "\(parts[1]):\(parts[2])") }
    }
  }
}
