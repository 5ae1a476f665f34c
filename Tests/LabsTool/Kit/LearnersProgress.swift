// What the tool remembers between runs: results, and which hints were read. It is kept in the course
// itself, in a folder that git ignores, with no path in it, so that it moves with the checkout.

import CourseKit
import Foundation

/// The learner's progress.
public struct LearnersProgress: Codable, Equatable, Sendable {
  /// How an exercise stood when it was last graded.
  public struct Standing: Codable, Equatable, Sendable {
    /// Its state in words, as in `passed`.
    public var state: String
    /// The points that it earned.
    public var earned: Double

    /// An exercise in this state.
    public init(state: String, earned: Double) { (self.state, self.earned) = (state, earned) }

    /// An exercise of which nothing is written.
    public static let untouched = Standing(state: "not started", earned: 0)
  }

  /// A lab as it was when all of it was graded.
  struct LabRecord: Codable, Equatable, Sendable {
    /// The mark of everything that its results depend on.
    var mark: String
    /// By exercise number.
    var standings: [String: Standing]
  }

  var labs: [String: LabRecord] = [:]
  /// The rungs that were shown, by exercise and part, as in `1.5 Linear.forward`.
  public var rungs: [String: Int] = [:]

  /// No progress.
  public init() {}

  /// How the exercises of a lab stand, if nothing has changed since they were graded.
  public func standings(of lab: Lab, mark: String) -> [String: Standing]? {
    labs[lab.module].flatMap { $0.mark == mark ? $0.standings : nil }
  }

  /// Remembers the grade of a whole lab.
  public mutating func remember(_ standings: [String: Standing], of lab: Lab, mark: String) {
    labs[lab.module] = LabRecord(mark: mark, standings: standings)
  }

  /// Remembers the grade of one exercise; the lab's other results stay what they were, and the lab
  /// counts as changed until all of it is graded again.
  public mutating func remember(_ standing: Standing, of exercise: Exercise) {
    let record = labs[exercise.lab.module] ?? LabRecord(mark: "", standings: [:])
    labs[exercise.lab.module] = record
    labs[exercise.lab.module]?.mark = ""
    labs[exercise.lab.module]?.standings[exercise.number.description] = standing
  }

  /// Forgets how an exercise stood.
  public mutating func forget(_ exercise: Exercise) {
    labs[exercise.lab.module]?.mark = ""
    labs[exercise.lab.module]?.standings[exercise.number.description] = nil
  }

  /// How an exercise stood when it was last graded, whatever has changed since.
  public func latest(_ exercise: Exercise) -> Standing? {
    labs[exercise.lab.module]?.standings[exercise.number.description]
  }
}

extension Course {
  /// The folder for what the tool keeps; `.gitignore` names it.
  public static let learnersFolder = ".labs"

  /// The learner's progress; none when nothing was kept or it cannot be read.
  public var progress: LearnersProgress {
    let data = try? Data(contentsOf: url("\(Self.learnersFolder)/progress.json"))
    return data.flatMap { try? JSONDecoder().decode(LearnersProgress.self, from: $0) }
      ?? LearnersProgress()
  }

  /// Keeps the learner's progress.
  /// - Throws: A `Complaint` when it cannot be written.
  public func keep(_ progress: LearnersProgress) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try write(encoder.encode(progress), to: "\(Self.learnersFolder)/progress.json")
  }

  /// A mark of what a learner or an update of the course changes: the files of the lab's exercises and
  /// of those before it, its tests, and the manifest.
  public func mark(of lab: Lab) throws -> String {
    let learners = try labs.filter { $0.number <= lab.number }.map(\.exercises)
    let folders = ["Tests/\(lab.module)Tests", "Solutions/HiddenTests/\(lab.module)"]
    let files = try (learners + folders).flatMap { folder in
      try swiftFiles(in: folder).map { "\(folder)/\($0)" }
    }
    return CourseKit.mark(
      of: try (["Package.swift"] + files).flatMap { [$0, try text($0) ?? ""] })
  }
}
