// What a download tells while it runs; whoever asked for it decides how that looks.

/// A step of a download.
public enum DownloadEvent: Equatable, Sendable {
  /// It begins: how many bytes of all that is missing are here from an earlier run, and where all
  /// goes.
  case started(title: String, arrived: Int, total: Int, folder: String)
  /// So many bytes of all that was missing are here; fewer than before when a file starts over.
  case arrived(Int)
  /// Another run downloads the same file, and this one waits for it.
  case waiting(file: String)
  /// A mirror failed, in a few words, and another one is asked.
  case trouble(mirror: String, reason: String, next: String)
  /// Nothing more follows, whether it worked or not.
  case ended
}
