// Writes the embedded first names from the census's own lists.

import CourseKit
import Foundation

/// The names of some of the census's lists, each once, in alphabetical order.
/// - Parameter lists: Texts whose lines begin with a name in capitals, as `MARY  2.629  2.629  1`.
/// - Returns: One name a line, its first letter alone a capital.
/// - Throws: A `Complaint` about a line of another form.
public func firstNames(of lists: [(file: String, text: String)]) throws -> String {
  var names = Set<String>()
  for (file, text) in lists {
    for (number, line) in text.split(separator: "\n").enumerated() {
      let words = line.split(separator: " ")
      guard words.count == 4, words[0].allSatisfy({ ("A"..."Z").contains($0) }) else {
        throw Complaint(
          "\(file):\(number + 1)", "not a name, two shares and a rank", "use the census's own lists"
        )
      }
      names.insert(words[0].prefix(1) + words[0].dropFirst().lowercased())
    }
  }
  return names.sorted().map { $0 + "\n" }.joined()
}

/// Rewrites the embedded names.
/// - Parameters:
///   - folder: Holds `dist.female.first` and `dist.male.first`.
///   - course: The copy of the course whose resource is written.
/// - Returns: One line about the file written.
/// - Throws: A `Complaint` about a missing or wrong file; nothing is written then.
public func packNames(from folder: URL, into course: Course) throws -> [String] {
  let lists = try ["dist.female.first", "dist.male.first"].map { name in
    let file = folder.appendingPathComponent(name)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw Complaint(file.path, "no such file", "name the folder that holds the census's lists")
    }
    return (file: name, text: text)
  }
  let (names, path) = (try firstNames(of: lists), "Shared/Datasets/Resources/first-names.txt")
  try Data(names.utf8).write(to: course.url(path), options: .atomic)
  return ["wrote \(path): \(names.split(separator: "\n").count) names, \(names.utf8.count) bytes"]
}
