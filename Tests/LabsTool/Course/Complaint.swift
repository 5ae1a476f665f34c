// What is wrong with a file of the course, in the one form in which the tool says it.

/// One thing that is wrong in one place, with its remedy.
public struct Complaint: Error, Equatable, CustomStringConvertible, Sendable {
  /// The file, as it should be shown.
  public var file: String
  /// The line, counted from 1; nil when the whole file is meant.
  public var line: Int?
  /// What is wrong.
  public var what: String
  /// What to do about it.
  public var remedy: String

  /// A complaint about a whole file.
  public init(_ file: String, _ what: String, _ remedy: String) {
    self.init(file, nil, what, remedy)
  }

  /// A complaint about one line, or about a whole file.
  public init(_ file: String, _ line: Int?, _ what: String, _ remedy: String) {
    (self.file, self.line, self.what, self.remedy) = (file, line, what, remedy)
  }

  /// `file:line: what — what to do`.
  public var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(what) — \(remedy)"
  }
}

/// Several complaints, which together stop a command.
public struct Complaints: Error, Equatable, CustomStringConvertible, Sendable {
  /// The complaints in the order of files and lines.
  public var all: [Complaint]

  /// The given complaints.
  public init(_ all: [Complaint]) { self.all = all }

  /// One line each.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
