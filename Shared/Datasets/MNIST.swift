// The full MNIST set (LeCun, Cortes and Burges, 1998), and sets of the same form, where this
// machine has them.

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
  ///   - set: MNIST, or a set of the same form.
  ///   - folder: The folder, as `find` returns it.
  /// - Returns: Both parts, in the files' order.
  /// - Throws: `DataError` for a file that is missing, damaged or does not fit the others.
  public static func load(_ set: DownloadableSet = .mnist, from folder: URL) throws -> MNIST {
    let files = try names.map { name in
      guard let file = DownloadableSet.place(of: name, in: folder) else {
        throw missing([name], of: set, in: folder)
      }
      return file
    }
    func part(_ images: URL, _ labels: URL) throws -> Dataset {
      try Dataset(images: images, labels: labels, classNames: set.classNames, size: (28, 28))
    }
    return MNIST(
      training: try part(files[0], files[1]), test: try part(files[2], files[3]))
  }

  /// The folder with the four files, or `nil` where this machine has none.
  ///
  /// A place that the user names must have them: the argument, then `NNLABS_DATA`; there `mnist`
  /// and `MNIST/raw` inside it do as well. Otherwise these two are looked for in the usual system
  /// folders and where `--download` puts them. Names may have a dot for the hyphen before `idx`,
  /// and files may be plain or end in `.gz`.
  ///
  /// - Parameters:
  ///   - set: MNIST, or a set of the same form with folders of its own.
  ///   - argument: The value of `--data`, if the user gave one.
  ///   - environment: Where `NNLABS_DATA`, `HOME` and the like are looked up.
  /// - Returns: A folder for `load(_:from:)`.
  /// - Throws: `DataError` when the user named a place that lacks a file.
  public static func find(
    _ set: DownloadableSet = .mnist, argument: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> URL? {
    guard let place = DownloadableSet.namedFolder(argument, environment) else {
      return set.usualFolders(environment).first
    }
    guard let found = set.folder(inside: place) else {
      throw missing(set.absentFiles(in: place), of: set, in: place)
    }
    return found
  }

  private static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  private static func missing(
    _ names: [String], of set: DownloadableSet, in folder: URL
  ) -> DataError {
    let exists = FileManager.default.fileExists(atPath: folder.path)
    return DataError(
      file: folder.path,
      problem: exists ? "\(set.title) is not complete here" : "there is no such folder",
      values: "missing \(names.joined(separator: ", "))",
      remedy: "put the four IDX files there, plain or .gz, or run a lab with --download, or leave"
        + " out --data and NNLABS_DATA")
  }
}
