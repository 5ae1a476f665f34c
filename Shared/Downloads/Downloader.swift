// Fetches a published set once: where a folder has it already, nothing is asked of any server.

import Datasets
import Foundation

/// Fetches the files of a set into the user's cache, or into a folder that the user names.
///
/// ```swift
/// let folder = try Downloader().fetch(.mnist, argument: nil) { event in … }
/// let digits = try MNIST.load(from: folder)
/// ```
public struct Downloader: Sendable {
  /// After how many seconds without a byte the next mirror is asked.
  public let stallLimit: Double

  /// A downloader of some patience.
  public init(stallLimit: Double = 20) { self.stallLimit = stallLimit }

  /// Finds the set complete and right, or completes it.
  ///
  /// Every file is checked by its SHA-256 before it gets its name. A file of which a part is here
  /// is continued. The mirrors are tried in turn, `NNLABS_MIRROR` before the public ones.
  ///
  /// - Parameters:
  ///   - set: What to fetch.
  ///   - argument: The folder that `--data` names, if the user gave one.
  ///   - environment: Where `NNLABS_MIRROR`, `NNLABS_DATA`, `XDG_CACHE_HOME` and the like are
  ///     looked up.
  ///   - report: Takes what happens.
  /// - Returns: A folder for `MNIST.load(_:from:)`.
  /// - Throws: `DataError` when no mirror has a right file, when the disk refuses one, and when the
  ///   named folder has another file of that name, which is never replaced.
  public func fetch(
    _ set: DownloadableSet, argument: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    report: @escaping (DownloadEvent) -> Void
  ) throws -> URL {
    let named = DownloadableSet.namedFolder(argument, environment)
    let present = named.map { [set.folder(inside: $0) ?? $0] } ?? set.usualFolders(environment)
    if let folder = present.first(where: set.isRight) { return folder }
    var mirrors = set.mirrors.map { Mirror(folder: $0) }
    if let own = try Mirror.own(of: set, environment) { mirrors.insert(own, at: 0) }
    var delivery = Delivery(
      set: set, folder: named ?? set.cacheFolder(environment), replacesFiles: named == nil,
      mirrors: mirrors, stallLimit: stallLimit, report: report)
    return try delivery.run()
  }
}

/// A folder on a server.
struct Mirror: Equatable {
  let folder: URL

  /// The server's name, and its port where that is not the usual one.
  var name: String {
    (folder.host ?? folder.absoluteString) + (folder.port.map { ":\($0)" } ?? "")
  }

  /// The mirror of one's own that `NNLABS_MIRROR` names: it has a folder for each set.
  static func own(of set: DownloadableSet, _ environment: [String: String]) throws -> Mirror? {
    guard let text = environment["NNLABS_MIRROR"], !text.isEmpty else { return nil }
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
      url.host?.isEmpty == false
    else {
      throw DataError(
        file: "NNLABS_MIRROR", problem: "not the address of a server", values: text,
        remedy: "write it like http://192.168.0.10:8000, or unset it")
    }
    return Mirror(folder: url.appendingPathComponent(set.folders[0]))
  }
}
