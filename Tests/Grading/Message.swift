// What the child says to the judge: one line a message, bound to a session by its token.
import Foundation

/// One message of the child about the check that is running.
struct Message: Sendable, Equatable {
  enum Kind: String, Sendable {
    /// A check begins; the text is its name.
    case begin
    /// The check's body returned.
    case end
    /// An entry: name and value.
    case entry
    /// The central differences that belong to an entry.
    case numeric
    /// What is called on which input.
    case call
    /// A named input of that call.
    case input
    /// The code is not written: label, file and line.
    case todo
    /// The body threw this error.
    case threw
  }

  var kind: Kind
  var text: String
  var value: SheetRecord?

  init(_ kind: Kind, _ text: String, _ value: SheetRecord? = nil) {
    self.kind = kind
    self.text = text
    self.value = value
  }

  /// The message as one line: token, check, kind, text and value, the latter two in base 64.
  func line(token: String, check: Int) -> String {
    var bytes = ByteWriter()
    if let value { bytes.write(value) }
    let text = Data(text.utf8).base64EncodedString()
    let payload = Data(bytes.bytes).base64EncodedString()
    return "\n\(token) \(check) \(kind.rawValue) .\(text) .\(payload) \(token)\n"
  }

  /// The check and the message that a line holds; nil for anything that is not whole.
  static func parse(_ line: Substring, token: String) -> (check: Int, message: Message)? {
    let fields = line.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: false)
    guard fields.count == 6, fields[0] == token, fields[5] == token, let check = Int(fields[1]),
      check >= 0, let kind = Kind(rawValue: String(fields[2])),
      let text = decoded(fields[3]), let payload = decoded(fields[4])
    else { return nil }
    var message = Message(kind, String(decoding: text, as: UTF8.self))
    if !payload.isEmpty {
      var reader = ByteReader(bytes: [UInt8](payload))
      guard let value = reader.record(), reader.isAtEnd else { return nil }
      message.value = value
    }
    return (check, message)
  }

  private static func decoded(_ field: Substring) -> Data? {
    guard field.hasPrefix(".") else { return nil }
    return Data(base64Encoded: String(field.dropFirst()))
  }
}
