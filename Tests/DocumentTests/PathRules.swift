// A rule about paths in code: what looks like a file or folder of the package is one.

extension Document {
  /// Paths in code spans and blocks that lead nowhere.
  ///
  /// A word is a path when it is made of letters, digits and `_-.*…`, has a slash, and begins with a
  /// capital or a dot (`Shared/Tensor`, `.ci/run`); or when it is the name of a Swift or Markdown file
  /// (`05-Linear.swift`). It starts at the root or at the document's folder, a bare name anywhere.
  /// `LabN` stands for any lab, `*` for any text without a slash, `/…` for what a folder holds. What
  /// the labs write, in `Reports`, need not be there.
  func missingPaths(in course: Course) -> [Problem] {
    code.flatMap { code in
      code.text.split { $0.isWhitespace || ",;:()\"".contains($0) }.compactMap { word in
        isPath(word) && !course.has(String(word), from: folder)
          ? problem(code.line, "there is no such file or folder — \(word)") : nil
      }
    }
  }

  private func isPath(_ word: Substring) -> Bool {
    let path = #/(?:[A-Z]\w|\.[a-z])[\w*.…-]*(?:\/[\w*.…-]+)+\/?/#
    return word.wholeMatch(of: path) != nil && !word.hasPrefix("Reports/")
      || word.wholeMatch(of: #/[\w-]+\.(?:swift|md)/#) != nil
  }
}

extension Course {
  /// Whether there is such a path from the root or from a folder.
  fileprivate func has(_ word: String, from folder: String) -> Bool {
    if paths.contains(word) || isWithheld(word) { return true }
    let pattern = word.replacing(#/\/…?$/#, with: "").replacing(".", with: "\\.")
      .replacing("*", with: "[^/]*").replacing("LabN", with: "Lab\\d+")
    let places = word.contains("/") ? ["", folder.isEmpty ? "" : folder + "/"] : ["(?:.*/)?"]
    return places.contains { place in
      guard let regex = try? Regex(place + pattern) else { return false }
      return paths.contains { $0.wholeMatch(of: regex) != nil }
    }
  }
}
