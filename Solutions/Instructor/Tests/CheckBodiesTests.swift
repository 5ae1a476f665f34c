// The bodies of checks send what the learner's code returned, and compare nothing themselves: there an
// operator that a submission redefines would take part.

import CourseKit
import Foundation
import Testing

@testable import InstructorKit

struct CheckBodiesTests {
  @Test("no entry of a sheet is the result of a comparison")
  func sources() throws {
    let course = try Course(
      withSolutionsAround: URL(fileURLWithPath: #filePath).deletingLastPathComponent())
    for lab in try course.labs {
      for folder in ["Tests/\(lab.module)Tests", "Solutions/HiddenTests/\(lab.module)"] {
        for name in try course.swiftFiles(in: folder) {
          let text = try course.text("\(folder)/\(name)") ?? ""
          #expect(comparisons(in: text).isEmpty, "\(folder)/\(name)")
        }
      }
    }
  }

  @Test("comparisons are found, masks and text are not")
  func found() {
    let text = """
      sheet["a > b"] = f(x)
      sheet["share"] = (abs(x) .< 0.05).mean()
      sheet["bad"] = f(x) > 0.05
      sheet["worse"] =
        first == f(x)
      let y = a == b
      """
    #expect(comparisons(in: text) == ["f(x) > 0.05", "first == f(x)"])
  }

  /// The right-hand sides of entries that compare.
  private func comparisons(in text: String) -> [String] {
    let lines = text.components(separatedBy: "\n")
    return lines.indices.compactMap { index in
      let line = lines[index].trimmingCharacters(in: .whitespaces)
      guard line.hasPrefix("sheet["), let sign = line.range(of: "] =") else { return nil }
      let here = line[sign.upperBound...].trimmingCharacters(in: .whitespaces)
      let next = index + 1 < lines.count ? lines[index + 1] : ""
      let value = here.isEmpty ? next.trimmingCharacters(in: .whitespaces) : here
      let code = value.replacingOccurrences(
        of: "\"[^\"]*\"", with: "", options: .regularExpression)
      let compares = code.range(of: " (==|!=|<=|>=|<|>) ", options: .regularExpression) != nil
      return compares ? value : nil
    }
  }
}
