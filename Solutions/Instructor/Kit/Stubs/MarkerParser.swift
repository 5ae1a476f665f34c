// Reads the markers of a solution file. A region holds statements, ends its function, and carries a
// label whose number is the file's; everything else is a complaint with file and line.

import CourseKit
import Foundation

extension SolutionFile {
  /// Reads one solution file.
  /// - Parameters:
  ///   - source: The text of the file.
  ///   - name: The name without folders.
  ///   - lab: The number of the lab to which it belongs.
  ///   - path: The file's name in complaints.
  /// - Throws: `Complaints` with every malformed marker.
  public init(parsing source: String, name: String, lab: Int, path: String) throws {
    var parser = MarkerParser(source: source, name: name, lab: lab, path: path)
    parts = parser.parse()
    self.name = name
    if !parser.complaints.isEmpty { throw Complaints(parser.complaints) }
  }
}

private struct MarkerParser {
  let path: String
  let lines: [String]
  let number: ExerciseNumber?
  let structure: RegionStructure
  var complaints: [Complaint] = []
  private var parts: [SolutionFile.Part] = []
  private var text: [String] = []
  private var open: Region?
  private var seen: [String: Int] = [:]

  init(source: String, name: String, lab: Int, path: String) {
    self.path = path
    lines = source.components(separatedBy: "\n")
    number = ExerciseNumber(lab: lab, file: name)
    structure = RegionStructure(source)
  }

  mutating func parse() -> [SolutionFile.Part] {
    for (index, line) in lines.enumerated() { read(line, number: index + 1) }
    if let open {
      complain(open.line, "the region is never closed", "add // END SOLUTION after its last line")
    }
    flushText(before: lines.count + 1)
    if number != nil, seen.isEmpty, complaints.isEmpty {
      complain(nil, "an exercise without a region", "mark what the learner writes")
    }
    complaints += leaks(in: parts, structure, path)
    return parts
  }

  private mutating func read(_ line: String, number: Int) {
    let trimmed = line.trimmingCharacters(in: .whitespaces)
    if trimmed == beginMarker || trimmed.hasPrefix(beginMarker + " ") {
      begin(line, String(trimmed.dropFirst(beginMarker.count)), number)
    } else if trimmed == endMarker {
      end(number)
    } else if looksLikeMarker(line) {
      complain(
        number, "a marker in the wrong form: \(trimmed)",
        "write // BEGIN SOLUTION label or // END SOLUTION alone on its line")
    } else if open != nil {
      open?.lines.append(line)
    } else {
      text.append(line)
    }
  }

  private mutating func begin(_ line: String, _ rest: String, _ number: Int) {
    if let open {
      complain(
        number, "a region inside the region of line \(open.line)",
        "close that one with // END SOLUTION first")
      return
    }
    flushText(before: number)
    let label = rest.trimmingCharacters(in: .whitespaces)
    let exercise = checked(label, number)
    open = Region(
      label: label, exercise: exercise ?? ExerciseNumber(lab: 0, minor: 0), line: number,
      indentation: String(line.prefix { $0 == " " || $0 == "\t" }), lines: [],
      returnsValue: structure.returnsValue(at: number))
  }

  private mutating func end(_ number: Int) {
    guard let region = open else {
      complain(number, "END without BEGIN", "add // BEGIN SOLUTION label above it, or remove it")
      return
    }
    open = nil
    if let (line, what, remedy) = structure.fault(from: region.line, to: number) {
      complain(line, what, remedy)
    }
    parts.append(.region(region))
  }

  /// The exercise of a label, nil with a complaint when it is malformed.
  private mutating func checked(_ label: String, _ line: Int) -> ExerciseNumber? {
    let words = label.split(separator: " ")
    let form = "write it as \(number?.description ?? "1.5") Type.function"
    guard let first = words.first else {
      complain(line, "a region without a label", form)
      return nil
    }
    guard let exercise = ExerciseNumber(String(first)), words.count > 1 else {
      complain(line, "the label \"\(label)\" is not an exercise number and a name", form)
      return nil
    }
    if label.contains(where: { $0 == "\"" || $0 == "\\" }) {
      complain(line, "the label \"\(label)\" holds a quote or a backslash", form)
    }
    if number == nil {
      complain(line, "a region in a file without a number", "name the file like 05-Linear.swift")
    } else if exercise != number {
      complain(line, "the label says \(exercise), the file is exercise \(number ?? exercise)", form)
    }
    if let earlier = seen[label] {
      complain(line, "the label \"\(label)\" stands on line \(earlier) too", "give each its own")
    }
    seen[label] = line
    return exercise
  }

  private mutating func flushText(before line: Int) {
    if !text.isEmpty { parts.append(.text(lines: text, from: line - text.count)) }
    text = []
  }

  private mutating func complain(_ line: Int?, _ what: String, _ remedy: String) {
    complaints.append(Complaint(path, line, what, remedy))
  }

  private func looksLikeMarker(_ line: String) -> Bool {
    let plain = line.uppercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
    return plain.contains("BEGINSOLUTION") || plain.contains("ENDSOLUTION")
  }
}

private let beginMarker = "// BEGIN SOLUTION"
private let endMarker = "// END SOLUTION"
