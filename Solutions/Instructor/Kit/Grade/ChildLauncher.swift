// Puts submitted code behind a wall where the system has one: run as root on Linux (as in a
// grading container), the child becomes nobody, and the course is not there for it.

import Foundation

/// How the child of a grade is started.
enum ChildLauncher {
  /// What `NNLABS_CHILD` names: the executable, or a script beside it that walls it in first.
  /// - Parameters:
  ///   - binary: The child's executable.
  ///   - folder: Where the script is written.
  ///   - course: The folder that the child must not see.
  /// - Returns: The path of one of the two.
  /// - Throws: When the script cannot be written.
  static func path(for binary: String, in folder: URL, hiding course: URL) throws -> String {
    guard canBecomeNobody else { return binary }
    let script = folder.appendingPathComponent("child.sh")
    try Data(text(binary, course.path).utf8).write(to: script)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: script.path)
    return script.path
  }

  /// Gives the child its working folder, covers the course, and drops every right for good.
  private static func text(_ binary: String, _ course: String) -> String {
    let nobody = "65534"
    let drop =
      "exec setpriv --reuid=\(nobody) --regid=\(nobody) --clear-groups --no-new-privs "
      + "--inh-caps=-all --bounding-set=-all -- \"$@\""
    let hide = "mount -t tmpfs -o mode=0700 none \"$1\" && shift && \(drop)"
    return """
      #!/bin/sh
      chown \(nobody):\(nobody) . || exit 1
      set -- \(quoted(binary)) "$@"
      \(canHide ? "exec unshare --mount -- sh -c '\(hide)' sh \(quoted(course)) \"$@\"" : drop)

      """
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  #if os(Linux)
    static let canBecomeNobody = geteuid() == 0 && succeeds(["setpriv", "--no-new-privs", "true"])
    static let canHide = succeeds(["unshare", "--mount", "--", "true"])
  #else
    static let canBecomeNobody = false
    static let canHide = false
  #endif

  private static func succeeds(_ command: [String]) -> Bool {
    (try? runProgram(command, limit: 10).status) == 0
  }
}
