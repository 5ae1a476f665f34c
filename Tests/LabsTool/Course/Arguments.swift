// The words of a command line, taken apart.

/// A mistake in how a command was called.
public struct UsageError: Error, Equatable, CustomStringConvertible, Sendable {
  /// One line that says what is wrong and what to do.
  public var description: String

  /// A mistake with this message.
  public init(_ description: String) { self.description = description }
}

/// The arguments of a command: flags such as `--check`, options such as `--only 1.5` (or
/// `--only=1.5`), and the words between them.
public struct Arguments: Equatable, Sendable {
  /// The flags that were given.
  public private(set) var flags: Set<String> = []
  /// The options that were given, with their values.
  public private(set) var options: [String: String] = [:]
  /// The words that are neither.
  public private(set) var words: [String] = []

  /// Takes the words apart.
  /// - Parameters:
  ///   - words: The arguments after the command's name.
  ///   - flags: The names of the flags that the command knows, as in `check`.
  ///   - options: The names of the options that the command knows, as in `only`.
  /// - Throws: `UsageError` about an unknown name or a missing value.
  public init(_ words: [String], flags: Set<String> = [], options: Set<String> = []) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-") else {
        self.words.append(word)
        continue
      }
      let parts = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first ?? ""
      if flags.contains(name), parts.count == 1, word.hasPrefix("--") {
        self.flags.insert(name)
      } else if options.contains(name), word.hasPrefix("--") {
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.hasPrefix("--")
        else { throw UsageError("--\(name) needs a value after it") }
        self.options[name] = value
      } else {
        let known = (flags.union(options)).sorted().map { "--\($0)" }.joined(separator: " ")
        throw UsageError(
          "\(word): no such option; this command "
            + (known.isEmpty ? "has none" : "knows: \(known)"))
      }
    }
  }
}
