// The command line of the benchmarks.

import Foundation

/// What to measure, how often, and beside whom.
struct Options {
  /// Names of rows or topics; all when there is none.
  var names: Set<String> = []
  var rounds = 7
  var threads = Array(Set([1, ProcessInfo.processInfo.activeProcessorCount])).sorted()
  var python = ProcessInfo.processInfo.environment["NNLABS_PYTHON"] ?? "python3"
  var data: String?
  var json: String?
  /// The row whose work this process does to report its own peak of memory.
  var peak: Row?

  init(_ arguments: some Sequence<String>) throws {
    var arguments = arguments.makeIterator()
    while let argument = arguments.next() {
      func value() throws -> String {
        guard let value = arguments.next() else {
          throw Problem("\(argument): a value must follow")
        }
        return value
      }
      func number() throws -> Int {
        let text = try value()
        guard let number = Int(text), number > 0 else {
          throw Problem("\(argument) \(text): use a whole number from 1")
        }
        return number
      }
      switch argument {
      case "--rounds": rounds = try number()
      case "--threads": threads = [try number()]
      case "--python": python = try value()
      case "--data": data = try value()
      case "--json": json = try value()
      case "--peak":
        let name = try value()
        peak = allRows.first { $0.name == name }
        if peak == nil { throw Problem("--peak \(name): there is no such row") }
      case let name where allRows.contains { $0.name == name || $0.topic == name }:
        names.insert(name)
      default: throw Problem("\(argument): no such row, topic or option\n\(Options.help)")
      }
    }
  }

  func selects(_ row: Row) -> Bool {
    names.isEmpty || names.contains(row.name) || names.contains(row.topic)
  }

  private static var help: String {
    let topics = Dictionary(grouping: allRows, by: \.topic).sorted { $0.key < $1.key }
    return topics.map { "  \($0.key): \($0.value.map(\.name).joined(separator: " "))\n" }.joined()
      + "  --rounds N --threads N --python PATH --data DIR --json FILE"
  }
}

/// What is wrong, in one line.
struct Problem: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
