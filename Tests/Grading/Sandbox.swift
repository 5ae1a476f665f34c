// How far a submission is shut in: as much as this system and this user allow.
//
// A learner's own run needs none of it. In a grade the best of these is taken that works:
// namespaces and a user of its own (root on Linux), a user of its own (root without the right to
// make namespaces, as in most containers), namespaces alone (not root). In a process namespace
// nothing survives the child and it can see, signal or trace no other process.
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The walls around the children of this judge.
enum Sandbox: Sendable, Equatable {
  /// Namespaces and an unprivileged user.
  case namespacesAndUser
  /// An unprivileged user.
  case user
  /// Namespaces of this user.
  case namespaces
  /// A process group only.
  case none

  /// The test executable of the submission, when this run is a grade.
  static let submission = ProcessInfo.processInfo.environment["NNLABS_CHILD"]

  /// What this judge uses; tried once, at the first child.
  static let current = submission == nil ? Sandbox.none : best

  private static let namespaceOptions = [
    "--pid", "--fork", "--kill-child", "--mount", "--mount-proc", "--net", "--ipc",
  ]

  /// The best that this system and user allow.
  static var best: Sandbox {
    let candidates: [Sandbox] = geteuid() == 0 ? [.namespacesAndUser, .user] : [.namespaces]
    let hidden = [FileManager.default.temporaryDirectory.path]
    return candidates.first { succeeds($0.prefix(slot: 0, hidden: hidden) + ["true"]) } ?? .none
  }

  /// What a grade without full walls must say; nil when they stand.
  var note: String? {
    let missing = "this system lets the judge make no"
    switch self {
    case .namespacesAndUser: return nil
    case .user: return "\(missing) namespaces: submissions ran as another user only"
    case .namespaces: return "submissions ran in namespaces, but as the judge's own user"
    case .none:
      return "\(missing) namespaces or users: submissions ran as the judge's own user, "
        + "able to read its files and to end its processes"
    }
  }

  // MARK: - The command line

  /// The words that stand before a child's command.
  ///
  /// - Parameters:
  ///   - slot: The place among the children that run at once.
  ///   - hidden: Folders that the child must not see, where that can be arranged.
  /// - Returns: No words without walls.
  func prefix(slot: Int, hidden: [String]) -> [String] {
    let user = ["setpriv"] + Sandbox.userOptions(Sandbox.userID(slot: slot))
    switch self {
    case .none: return []
    case .user: return ["/bin/sh", "-c", Sandbox.fewProcesses + "exec \"$@\"", "sh"] + user
    case .namespaces:
      return ["unshare", "--user", "--map-root-user"] + Sandbox.namespaceOptions
        + Sandbox.firstProcess(hidden, "", owner: "")
        + ["setpriv", "--no-new-privs", "--bounding-set=-all"]
    case .namespacesAndUser:
      let owner = ",uid=\(Sandbox.userID(slot: slot)),gid=\(Sandbox.userID(slot: slot))"
      return ["unshare"] + Sandbox.namespaceOptions
        + Sandbox.firstProcess(hidden, Sandbox.fewProcesses, owner: owner) + user
    }
  }

  /// The namespace's first process: it makes the child's folder the only one that can be written,
  /// hides folders, waits for the child and passes its status on.
  ///
  /// The child's folder is memory of limited size, so that nothing fills the disk or stays behind.
  private static func firstProcess(
    _ hidden: [String], _ limit: String, owner: String
  ) -> [String] {
    let script = """
      mount -t tmpfs -o size=256m,mode=0700\(owner) tmpfs "$PWD" && cd "$PWD" || exit 125
      while read -r _ point type _; do
        case $type in proc|sysfs|cgroup*|devpts|mqueue) continue;; esac
        point=$(printf %b "$point")
        [ "$point" = "$PWD" ] || mount -o remount,bind,ro "$point" 2>/dev/null ||
          ! mountpoint -q "$point" || exit 125
      done </proc/self/mounts
      while [ "$1" != -- ]; do mount -t tmpfs -o ro,size=4k tmpfs "$1" || exit 125; shift; done
      shift; \(limit)"$@"; exit $?
      """
    return ["/bin/sh", "-c", script, "sh"] + hidden + ["--"]
  }

  private static let fewProcesses = "{ ulimit -p 128 || ulimit -u 128; } 2>/dev/null; "

  private static func userOptions(_ user: uid_t) -> [String] {
    ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", "--no-new-privs", "--inh-caps=-all"]
  }

  // MARK: - The user

  /// The user of a slot: of nobody else on this machine, and most likely not that of another judge.
  private static func userID(slot: Int) -> uid_t {
    uid_t(20_000 + Int(getpid()) % 500 * 64 + slot % 64)
  }

  /// Gives a folder to the user of a slot; in namespaces a folder of the same name hides it.
  func giveFolder(_ path: String, slot: Int) {
    guard self == .user else { return }
    let user = Sandbox.userID(slot: slot)
    chown(path, user, user)
  }

  /// Ends whatever the user of a slot has left running; namespaces do this by themselves.
  func clear(slot: Int) {
    guard self == .user else { return }
    let user = ["setpriv"] + Sandbox.userOptions(Sandbox.userID(slot: slot))
    _ = Sandbox.succeeds(user + ["/bin/sh", "-c", "kill -9 -1"])
  }

  private static func succeeds(_ command: [String]) -> Bool {
    let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    let line = ["/bin/sh", "-c", "exec \"$@\" >/dev/null 2>&1", "sh"] + command
    guard let pid = ChildProcess.spawn(line, environment, { _ in }) else { return false }
    return Processes.reap(pid).ending == .exited(0)
  }
}
