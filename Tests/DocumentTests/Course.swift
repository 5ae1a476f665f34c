// The package as its documents see it: which files it has, which of them are documents, and what the
// labs' handouts, executables and tests are called.

import Foundation

/// The files of a package, on disk or planted by a test.
///
/// What was read once is kept.
final class Course {
  /// Every file and folder, relative to the root.
  let paths: Set<String>
  private let read: (String) -> String
  private var pages: [String: Document] = [:]
  private var names: [String: Set<String>] = [:]

  /// The package on disk, without what Git ignores.
  init(root: URL) {
    var found: [String] = []
    let files = FileManager.default.enumerator(atPath: root.path)
    while let path = files?.nextObject() as? String {
      let top = path.prefix { $0 != "/" }
      if top.hasPrefix(".build") || top == ".git" || top == "Reports" {
        files?.skipDescendants()
      } else {
        found.append(path)
      }
    }
    paths = Set(found)
    read = { path in
      (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }
  }

  /// A package that holds these texts by path.
  init(files: [String: String]) {
    paths = Set(
      files.keys.flatMap { path in
        let parts = path.split(separator: "/")
        return parts.indices.map { parts[...$0].joined(separator: "/") }
      })
    read = { files[$0] ?? "" }
  }

  /// The package around this file.
  static var around: Course {
    let file = URL(fileURLWithPath: #filePath)
    return Course(
      root: file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    )
  }

  /// The documents that the rules are for.
  var documents: [Document] {
    let pages = ["README.md", "GUIDE.md", "CONTRIBUTING.md", "Tests/Grading/README.md"]
    return (pages.filter(paths.contains) + handoutsAndHints).map(document)
  }

  func document(_ path: String) -> Document {
    if let page = pages[path] { return page }
    let page = Document(path: path, text: read(path))
    pages[path] = page
    return page
  }

  /// What the pattern's first group matches in the Swift files of a folder.
  private func names(in folder: String, _ pattern: Regex<(Substring, Substring)>) -> Set<String> {
    if let known = names[folder] { return known }
    let sources = paths.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".swift") }
    let found = sources.flatMap { read($0).matches(of: pattern).map { String($0.1) } }
    names[folder] = Set(found)
    return Set(found)
  }

  private lazy var labs = paths.filter { $0.wholeMatch(of: #/Lab\d+-[^\/]*/#) != nil }.sorted()

  private var handoutsAndHints: [String] {
    labs.flatMap { lab in
      paths.filter { $0.hasPrefix(lab + "/") && $0.hasSuffix(".md") }.sorted()
    }
  }

  /// Whether a path names something that only the instructor's copy has, and this is not that copy.
  func isWithheld(_ path: String) -> Bool {
    !paths.contains("Solutions") && ["Solutions", ".ci"].contains(path.prefix { $0 != "/" })
  }
}

// MARK: - What the labs have

extension Course {
  /// The folder of a lab, such as `Lab1-Perceptron`.
  func folder(ofLab number: Substring) -> String? { labs.first { $0.hasPrefix("Lab\(number)-") } }

  /// The handout of a lab.
  func handout(ofLab number: Substring) -> Document? {
    folder(ofLab: number).map { document("\($0)/README.md") }
  }

  /// The names that the command line of a lab's executable takes, as `LabSection("name", …)` and
  /// `LabTask("name", …)` declare them; nothing when there is no such lab.
  func sections(of folder: String) -> Set<String>? {
    labs.contains(folder) ? names(in: "\(folder)/Main", #/Lab(?:Section|Task)\(\s*"([^"]+)"/#) : nil
  }

  /// The types that a test module declares; nothing when there is no such module.
  func suites(of module: String) -> Set<String>? {
    let places = [
      "Tests/\(module)", "Solutions/\(module.dropLast(5))/Tests",
      "Solutions/HiddenTests/\(module.trimmingPrefix("Hidden").dropLast(5))",
    ]
    return places.first(where: paths.contains).map {
      names(in: $0, #/\b(?:struct|class|actor|enum)\s+(\w+)/#)
    }
  }
}

/// What is wrong with a document, and where.
struct Problem: CustomStringConvertible {
  let document: String
  let line: Int
  let what: String

  var description: String { "\(document):\(line): \(what)" }
}
