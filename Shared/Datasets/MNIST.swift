// The full MNIST set (LeCun, Cortes and Burges, 1998) where this machine has it.

import Foundation

/// 60,000 training and 10,000 test images of handwritten digits.
///
///     if let folder = try MNIST.find(argument: options.data) {
///       let digits = try MNIST.load(from: folder)      // digits.training.count == 60000
///     }
public struct MNIST: Equatable, Sendable {
  /// 60,000 images to train on, shape [N, 1, 28, 28], values in 0…1.
  public let training: Dataset
  /// 10,000 images to measure with, of the same form.
  public let test: Dataset

  /// Loads the four files of a folder; each may be plain or gzip.
  ///
  /// - Parameters:
  ///   - folder: The folder, as `find` returns it.
  ///   - classNames: What the classes are called, for sets of the same form.
  /// - Returns: Both parts, in the files' order.
  /// - Throws: `DataError` for a file that is missing, damaged or does not fit the others.
  public static func load(
    from folder: URL, classNames: [String] = Digits.classNames
  ) throws -> MNIST {
    let files = try names.map { name in
      guard let file = file(name, in: folder) else { throw missing([name], in: folder) }
      return file
    }
    func part(_ images: URL, _ labels: URL) throws -> Dataset {
      try Dataset(images: images, labels: labels, classNames: classNames, size: (28, 28))
    }
    return MNIST(
      training: try part(files[0], files[1]), test: try part(files[2], files[3]))
  }

  /// The folder with the four files, or `nil` where this machine has none.
  ///
  /// A place that the user names must have them: the argument, then `NNLABS_DATA`. Otherwise the
  /// usual system folders are tried. In each place, `mnist` and `MNIST/raw` inside it do as well,
  /// names may have a dot for the hyphen before `idx`, and files may be plain or end in `.gz`.
  ///
  /// - Parameters:
  ///   - argument: The value of `--data`, if the user gave one.
  ///   - environment: Where `NNLABS_DATA`, `HOME` and the like are looked up.
  /// - Returns: A folder for `load(from:)`.
  /// - Throws: `DataError` when the user named a place that lacks a file.
  public static func find(
    argument: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> URL? {
    if let named = [argument, environment["NNLABS_DATA"]].compactMap({ $0 }).first(where: {
      !$0.isEmpty
    }) {
      let folder = URL(fileURLWithPath: NSString(string: named).expandingTildeInPath)
      guard let found = inside(folder) else { throw missing(absentNames(in: folder), in: folder) }
      return found
    }
    return systemFolders(environment).lazy.compactMap(inside).first
  }
}

extension MNIST {
  private static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// Where data sets usually are: the system's, then the user's.
  static func systemFolders(_ environment: [String: String]) -> [URL] {
    let home = environment["HOME"] ?? NSHomeDirectory()
    var folders = ["/usr/share/datasets/mnist", "/usr/local/share/datasets/mnist"]
    let caches = environment["XDG_CACHE_HOME"] ?? "\(home)/.cache"
    let data = environment["XDG_DATA_HOME"] ?? "\(home)/.local/share"
    folders += ["\(caches)/nnlabs", caches, "\(data)/nnlabs", "\(data)/datasets"]
    #if os(macOS)
      folders += ["\(home)/Library/Caches/nnlabs", "\(home)/Library/Application Support/nnlabs"]
    #endif
    return folders.map { URL(fileURLWithPath: $0) }
  }

  /// The folder itself or one inside it that has all four files.
  private static func inside(_ folder: URL) -> URL? {
    [folder, folder.appendingPathComponent("mnist"), folder.appendingPathComponent("MNIST/raw")]
      .first { absentNames(in: $0).isEmpty }
  }

  private static func absentNames(in folder: URL) -> [String] {
    names.filter { file($0, in: folder) == nil }
  }

  private static func file(_ name: String, in folder: URL) -> URL? {
    let dotted = name.replacingOccurrences(of: "-idx", with: ".idx")
    return [name, name + ".gz", dotted, dotted + ".gz"]
      .map { folder.appendingPathComponent($0) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static func missing(_ names: [String], in folder: URL) -> DataError {
    let exists = FileManager.default.fileExists(atPath: folder.path)
    return DataError(
      file: folder.path, problem: exists ? "MNIST is not complete here" : "there is no such folder",
      values: "missing \(names.joined(separator: ", "))",
      remedy: "put the four IDX files there, plain or .gz, or leave out --data and NNLABS_DATA")
  }
}
