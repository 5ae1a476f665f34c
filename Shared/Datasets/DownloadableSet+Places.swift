// Where a published set lies on a machine: in a place that the user names, in one that the system
// keeps for such files, or in the cache that downloads go to.

import Foundation

extension DownloadableSet {
  /// The place that the user names: the argument, then `NNLABS_DATA`.
  ///
  /// - Parameters:
  ///   - argument: The value of `--data`, if the user gave one.
  ///   - environment: Where `NNLABS_DATA` is looked up.
  /// - Returns: A folder that may not exist, or `nil` where nothing is named.
  public static func namedFolder(_ argument: String?, _ environment: [String: String]) -> URL? {
    [argument, environment["NNLABS_DATA"]].compactMap { $0 }.first { !$0.isEmpty }.map {
      URL(fileURLWithPath: NSString(string: $0).expandingTildeInPath)
    }
  }

  /// Where downloads of this set go when the user names no place: the platform's folder for what
  /// can be fetched again.
  ///
  /// - Parameter environment: Where `XDG_CACHE_HOME` and `HOME` are looked up.
  /// - Returns: A folder that may not exist.
  public func cacheFolder(_ environment: [String: String]) -> URL {
    let home = Self.home(environment)
    #if os(macOS)
      let caches = "\(home)/Library/Caches"
    #else
      let caches = Self.base("XDG_CACHE_HOME", environment) ?? "\(home)/.cache"
    #endif
    return URL(fileURLWithPath: "\(caches)/nnlabs/\(folders[0])")
  }

  /// The folders of usual places that have all the files.
  ///
  /// - Parameter environment: Where `HOME` and the like are looked up.
  /// - Returns: The system's folders first, then the user's.
  public func usualFolders(_ environment: [String: String]) -> [URL] {
    let home = Self.home(environment)
    let caches = Self.base("XDG_CACHE_HOME", environment) ?? "\(home)/.cache"
    let data = Self.base("XDG_DATA_HOME", environment) ?? "\(home)/.local/share"
    var places = ["/usr/share/datasets", "/usr/local/share/datasets"]
    places += ["\(caches)/nnlabs", caches, "\(data)/nnlabs", "\(data)/datasets"]
    #if os(macOS)
      places += ["\(home)/Library/Caches/nnlabs", "\(home)/Library/Application Support/nnlabs"]
    #endif
    return places.flatMap { place in folders.map { URL(fileURLWithPath: "\(place)/\($0)") } }
      .filter { absentFiles(in: $0).isEmpty }
  }

  /// The folder itself or one inside it that has all the files.
  public func folder(inside place: URL) -> URL? {
    ([place] + folders.map(place.appendingPathComponent)).first { absentFiles(in: $0).isEmpty }
  }

  /// The files that a folder lacks, by the names that they have when unpacked.
  func absentFiles(in folder: URL) -> [String] {
    files.map(\.unpackedName).filter { Self.place(of: $0, in: folder) == nil }
  }

  /// The first of a file's forms that a folder has.
  static func place(of name: String, in folder: URL) -> URL? {
    let dotted = name.replacingOccurrences(of: "-idx", with: ".idx")
    return [name, name + ".gz", dotted, dotted + ".gz"]
      .map { folder.appendingPathComponent($0) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static func home(_ environment: [String: String]) -> String {
    environment["HOME"] ?? NSHomeDirectory()
  }

  /// A base folder of the XDG specification, which says to pass over a path that is not absolute.
  private static func base(_ variable: String, _ environment: [String: String]) -> String? {
    environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}

extension DownloadableSet.File {
  /// The name without `.gz`.
  var unpackedName: String { name.hasSuffix(".gz") ? String(name.dropLast(3)) : name }
}
