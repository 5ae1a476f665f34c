// Where things stand in the course: the stub, the handout and the recorded values of an exercise.
import Foundation
import Testing

/// The package around a test file.
struct Project {
  private let root: URL?
  private let test: SourceLocation
  private let exercise: Exercise

  init(_ exercise: Exercise, testAt location: SourceLocation) {
    self.exercise = exercise
    test = location
    var folder = URL(fileURLWithPath: location.filePath).deletingLastPathComponent()
    while folder.path != "/" && !Project.exists(folder.appendingPathComponent("Package.swift")) {
      folder.deleteLastPathComponent()
    }
    root = folder.path == "/" ? nil : folder
  }

  /// The outermost package around the test: a copy that is judged may stand inside the course.
  var outermost: String? {
    guard var folder = root else { return nil }
    var found = folder.path
    while folder.path != "/" {
      if Project.exists(folder.appendingPathComponent("Package.swift")) { found = folder.path }
      folder.deleteLastPathComponent()
    }
    return found
  }

  private static func exists(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.path)
  }

  /// The lab's folder, such as `Lab1-Perceptron`.
  var labFolder: String? {
    guard let root else { return nil }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().first { $0.hasPrefix("Lab\(exercise.lab)-") }
  }

  /// The file that the learner edits: it has the name of the test file.
  var stub: String? {
    guard let root, let labFolder else { return nil }
    let path = "\(labFolder)/Exercises/\(test.fileName)"
    return Project.exists(root.appendingPathComponent(path)) ? path : nil
  }

  /// The section of the handout whose heading holds the exercise's number.
  var section: String? {
    guard let root, let labFolder else { return nil }
    let path = "\(labFolder)/README.md"
    let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    let heading = (text ?? "").split(separator: "\n").first { line in
      line.hasPrefix("#")
        && line.split(separator: " ").contains { word in
          word.trimmingCharacters(in: .punctuationCharacters) == exercise.number
        }
    }
    return heading.map { "\(path)#\(Project.anchor($0))" }
  }

  /// What the lab's named mistakes return.
  var recordedMistakes: RecordedMistakes? {
    guard let root else { return nil }
    let path = "Tests/Lab\(exercise.lab)Tests/Recorded/mistakes.json"
    return RecordedMistakes.cached(root.appendingPathComponent(path))
  }

  /// The anchor that a Markdown reader gives a heading.
  private static func anchor(_ heading: Substring) -> String {
    let title = heading.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
    let kept = title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
    return kept.replacingOccurrences(of: " ", with: "-")
  }
}

extension Test {
  /// The ID without the source location: `Lab1Tests.LinearTests/linear()`.
  var name: String {
    let parts = String(describing: id).split(separator: "/")
    let location = "\(sourceLocation.fileName):\(sourceLocation.line):\(sourceLocation.column)"
    return parts.filter { $0 != location }.joined(separator: "/")
  }

  /// The command that runs this test alone.
  var command: String {
    let plain = name.prefix { $0 != "(" }
    let isPlain = plain.allSatisfy { $0.isLetter || $0.isNumber || "._/".contains($0) }
    return "swift test --filter \(isPlain ? String(plain) : "'\(plain)'")"
  }
}
