// One section of a lab's executable, and the exercises that it stands on.

/// One section of a lab: a few lines, a picture, a number.
public struct LabSection<State: Sendable>: Sendable {
  /// What a section does: it writes on the page and may use what sections share.
  public typealias Body = @Sendable (inout LabPage, inout State) throws -> Void

  let name: String
  let title: String
  let exercises: String
  let body: Body

  /// Describes a section.
  ///
  /// - Parameters:
  ///   - name: What the command line calls it, such as `gradient-check`.
  ///   - title: Its heading.
  ///   - exercises: The exercises that it needs, such as `1.3 1.4` or `1.3 to 1.6`.
  ///   - body: What it does.
  public init(_ name: String, _ title: String, uses exercises: String, _ body: @escaping Body) {
    (self.name, self.title, self.exercises, self.body) = (name, title, exercises, body)
  }
}

extension LabSection {
  /// The command that grades the exercises it needs, the whole lab when they are many.
  var gradeCommand: String {
    let numbers = exerciseNumbers
    guard !numbers.isEmpty else { return "swift test" }
    let lab = exercises.prefix { $0 != "." }
    let files = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
    switch files.count {
    case 1: return "swift test --filter 'Lab\(lab)Tests.*/\(files[0])-'"
    case 2...3: return "swift test --filter 'Lab\(lab)Tests.*/(\(files.joined(separator: "|")))-'"
    default: return "swift test --filter Lab\(lab)Tests"
    }
  }

  /// What stands behind the dots, ranges written out: 4, 7 for `1.4 1.7`, 3, 4, 5 for `1.3 to 1.5`.
  private var exerciseNumbers: [Int] {
    var (numbers, isRange) = ([Int](), false)
    for word in exercises.split(separator: " ") {
      if let number = word.split(separator: ".").last.flatMap({ Int($0) }) {
        if isRange, let first = numbers.last, first < number { numbers += (first + 1)..<number }
        numbers.append(number)
      }
      isRange = word == "to"
    }
    return numbers
  }
}
