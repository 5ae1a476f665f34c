// The command line of the benchmarks.

import Foundation

/// What to measure, how often, and beside whom.
struct Options {
  var names: Set<String> = []
  var rounds = 5
  var threads = ProcessInfo.processInfo.activeProcessorCount
  var python = ProcessInfo.processInfo.environment["NNLABS_PYTHON"] ?? "python3"
  var data: String?
  var json: String?

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
      case "--threads": threads = try number()
      case "--python": python = try value()
      case "--data": data = try value()
      case "--json": json = try value()
      case let name where benchmarks.contains { $0.name == name }: names.insert(name)
      default:
        let rows = benchmarks.map(\.name).joined(separator: ", ")
        throw Problem(
          "\(argument): no such row or option; rows: \(rows); options: --rounds N --threads N "
            + "--python PATH --data DIR --json FILE")
      }
    }
  }
}

/// What is wrong, in one line.
struct Problem: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
