// A folder of the learner's own pictures as data: read, made equal in size, and checked for what would
// spoil a training before any time goes into one.

import Foundation
import Shared

/// The pictures of a folder that has a sub-folder for each class.
///
///     let listing = try FolderListing(url)
///     let folder = try ImageFolder(listing, channels: 1, size: 28)
///     for error in folder.skipped { print(error) }       // one line a file, with the reason
///     let parts = folder.split(heldOut: 0.15, seed: 1)
public struct ImageFolder: Sendable {
  /// One picture.
  public struct Example: Sendable {
    /// The path below the folder.
    public let file: String
    /// The number of its class.
    public internal(set) var label: Int
    /// Rows, columns and channels of the file.
    public let height, width, channels: Int
    /// The picture in the common form, shape [1, C, N, N], values in 0…1.
    public let image: Tensor
  }

  /// The fewest pictures of a class: with fewer no part of them can be held out.
  public static let fewest = 5

  /// The classes that can be learned.
  public let classNames: [String]
  /// Their pictures, each one once, in the order of the paths.
  public let examples: [Example]
  /// What is left out, with the reason.
  public let skipped: [DataError]
  /// What the owner of the pictures should know, a sentence each.
  public let remarks: [String]

  /// Reads the pictures of a listing.
  ///
  /// Left out, with a line each, are files that cannot be read, pictures that are there twice, and
  /// classes with fewer than five. A picture that stands in two classes is left out of both.
  ///
  /// - Parameters:
  ///   - listing: The files.
  ///   - channels: 1 for grey, 3 for colour.
  ///   - size: Rows and columns N of the common form; pictures that are not square are stretched.
  ///   - onFile: Called after each file.
  /// - Throws: `DataError` where fewer than two classes are left.
  public init(
    _ listing: FolderListing, channels: Int, size: Int, onFile: () -> Void = {}
  ) throws {
    var (read, skipped): ([Example], [DataError]) = ([], listing.skipped)
    for file in listing.files {
      do {
        read.append(try Self.read(file, in: listing.root, channels: channels, size: size))
      } catch let error as DataError {
        skipped.append(
          DataError(
            file: file.path, problem: error.problem, values: error.values, remedy: error.remedy))
      }
      onFile()
    }
    let (single, doubles) = Self.withoutDoubles(read, listing.classNames)
    skipped += doubles
    var counts = Array(repeating: 0, count: listing.classNames.count)
    for example in single { counts[example.label] += 1 }
    let kept = counts.indices.filter { counts[$0] >= Self.fewest }
    for label in counts.indices where counts[label] < Self.fewest {
      skipped.append(
        DataError(
          file: listing.classNames[label], problem: "the class is left out",
          values: "\(counts[label]) sound pictures, at least \(Self.fewest)",
          remedy: "add some; 20 are a start"))
    }
    guard kept.count >= 2 else {
      throw DataError(
        file: listing.root.path, problem: "too few classes",
        values: "\(kept.count) of \(counts.count) sub-folders have \(Self.fewest) sound pictures,"
          + " at least 2" + (skipped.first.map { "; the first refusal: \($0)" } ?? ""),
        remedy: "make a sub-folder for each class, with PNG, BMP, PPM or PGM pictures in it")
    }
    classNames = kept.map { listing.classNames[$0] }
    examples = single.compactMap { example in
      var example = example
      guard let label = kept.firstIndex(of: example.label) else { return nil }
      example.label = label
      return example
    }
    self.skipped = skipped
    remarks = Self.remarks(on: examples, classNames, hidden: listing.hidden, size: size)
  }

  private static func read(
    _ file: FolderListing.File, in root: URL, channels: Int, size: Int
  ) throws -> Example {
    let image = try ImageFile.read(root.appendingPathComponent(file.path))
    let (_, c, h, w) = image.shape.nchw
    return Example(
      file: file.path, label: file.label, height: h, width: w, channels: c,
      image: prepared(image, channels: channels, size: size))
  }

  /// How many pictures each class has.
  public var classCounts: [Int] {
    examples.reduce(into: Array(repeating: 0, count: classNames.count)) { $0[$1.label] += 1 }
  }

  /// The pictures at these places as one batch, shape [N, C, H, W].
  public func images(at places: [Int]) -> Tensor {
    Tensor(concatenating: places.map { examples[$0].image })
  }

  /// The classes of the pictures at these places.
  public func labels(at places: [Int]) -> [Int] { places.map { examples[$0].label } }
}

/// A picture in the form that a network of this lab takes: without opacity, N by N pixels.
///
/// - Parameters:
///   - image: Shape [1, C, H, W], as `ImageFile.read` returns it.
///   - channels: 1 for grey, 3 for colour.
///   - size: Rows and columns N.
/// - Returns: Shape [1, channels, N, N].
public func prepared(_ image: Tensor, channels: Int, size: Int) -> Tensor {
  areaAveraged(withChannels(image, channels), height: size, width: size)
}
