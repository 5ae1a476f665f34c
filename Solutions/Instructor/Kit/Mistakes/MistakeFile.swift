// The named wrong solutions of one exercise: bodies that stand in for a region.
//
//   // MISTAKE 1.5 Linear.backward: dW is averaged over the batch a second time
//   weight.gradient += matmul(dy, input, transposeA: true) / Float(dy.shape[0])
//   return matmul(dy, weight.value)

import CourseKit
import Foundation

/// One named wrong solution.
public struct Mistake: Equatable, Sendable {
  /// The label of the region that it replaces.
  public var label: String
  /// What is wrong, in words.
  public var name: String
  /// The line of its headline, counted from 1.
  public var line: Int
  /// The statements that stand in for the region's.
  public var lines: [String]
  /// The file, relative to the course.
  public var path: String
}

/// Reads a file of `Solutions/Mistakes/LabN`.
/// - Parameters:
///   - source: The text of the file.
///   - path: The file, relative to the course.
///   - labels: The labels of the exercise's regions.
/// - Returns: The mistakes in the order of the file.
/// - Throws: `Complaints` about malformed headlines, unknown regions and empty bodies.
public func mistakes(in source: String, path: String, labels: [String]) throws -> [Mistake] {
  var found: [Mistake] = []
  var complaints: [Complaint] = []
  for (index, line) in source.components(separatedBy: "\n").enumerated() {
    let trimmed = line.trimmingCharacters(in: .whitespaces)
    if let headline = headline(of: trimmed) {
      do {
        found.append(try mistake(headline, path: path, line: index + 1, labels: labels))
      } catch let error as Complaint {
        complaints.append(error)
        found.append(Mistake(label: "", name: "", line: 0, lines: ["pass()"], path: path))
      }
    } else if !found.isEmpty {
      found[found.count - 1].lines.append(line)
    } else if !trimmed.isEmpty, !trimmed.hasPrefix("//") {
      complaints.append(
        Complaint(path, index + 1, "code before the first mistake", "begin it with \(form)"))
    }
  }
  complaints += empties(found)
  complaints += duplicates(found)
  if !complaints.isEmpty { throw Complaints(complaints.sorted { ($0.line ?? 0) < ($1.line ?? 0) }) }
  return found
}

private let form = "// MISTAKE label: what is wrong"

private func headline(of line: String) -> String? {
  guard line.uppercased().filter({ $0 != " " }).hasPrefix("//MISTAKE") else { return nil }
  return line
}

private func mistake(
  _ headline: String, path: String, line: Int, labels: [String]
) throws -> Mistake {
  guard headline.hasPrefix("// MISTAKE ") else {
    throw Complaint(path, line, "a headline in the wrong form: \(headline)", "write \(form)")
  }
  let rest = headline.dropFirst("// MISTAKE ".count)
  guard let colon = rest.range(of: ": ") else {
    throw Complaint(path, line, "a mistake without a name", "write \(form)")
  }
  let label = rest[..<colon.lowerBound].trimmingCharacters(in: .whitespaces)
  let name = rest[colon.upperBound...].trimmingCharacters(in: .whitespaces)
  guard labels.contains(label) else {
    let known = labels.joined(separator: ", ")
    throw Complaint(path, line, "no region is labelled \"\(label)\"", "use one of: \(known)")
  }
  guard !name.isEmpty else {
    throw Complaint(path, line, "a mistake without a name", "write \(form)")
  }
  return Mistake(label: label, name: name, line: line, lines: [], path: path)
}

private func empties(_ mistakes: [Mistake]) -> [Complaint] {
  mistakes.filter { mistake in
    swiftTokens(in: mistake.lines.joined(separator: "\n")).allSatisfy { $0.kind == .comment }
  }
  .map { Complaint($0.path, $0.line, "a mistake without statements", "write the wrong body") }
}

private func duplicates(_ mistakes: [Mistake]) -> [Complaint] {
  var lines: [String: Int] = [:]
  return mistakes.filter { $0.line > 0 }.compactMap { mistake in
    let key = "\(mistake.label): \(mistake.name)"
    guard let earlier = lines.updateValue(mistake.line, forKey: key) else { return nil }
    return Complaint(
      mistake.path, mistake.line, "the mistake of line \(earlier) has the same name",
      "give each its own")
  }
}

extension Course {
  /// The mistakes of each exercise of a lab.
  /// - Parameters:
  ///   - lab: The lab.
  ///   - solutions: Its solution files.
  /// - Returns: The mistakes in the order of their files, by exercise.
  /// - Throws: `Complaints` about malformed files and files that belong to no exercise.
  public func mistakes(
    of lab: Lab, solutions: [SolutionFile]
  ) throws -> [ExerciseNumber: [Mistake]] {
    var result: [ExerciseNumber: [Mistake]] = [:]
    var complaints: [Complaint] = []
    for name in try swiftFiles(in: lab.mistakes) {
      let path = "\(lab.mistakes)/\(name)"
      guard let number = ExerciseNumber(lab: lab.number, file: name),
        let solution = solutions.first(where: { $0.name == name })
      else {
        complaints.append(
          Complaint(path, "no solution has this name", "name it as the file in \(lab.solutions)"))
        continue
      }
      do {
        result[number] = try InstructorKit.mistakes(
          in: try text(path) ?? "", path: path, labels: solution.regions.map(\.label))
      } catch let error as Complaints {
        complaints += error.all
      }
    }
    if !complaints.isEmpty { throw Complaints(complaints) }
    return result
  }
}
