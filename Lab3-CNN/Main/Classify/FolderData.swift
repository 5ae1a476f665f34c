// The learner's folder as the parts of a training: what the command line shows of its check, and the
// pictures in the form that the pretrained body knows.

import Datasets
import Foundation
import Lab2
import Reports
import Shared

/// The pictures of a folder, checked and split.
struct FolderData {
  /// Rows and columns of what the network sees.
  static let size = 48

  let folder: ImageFolder
  /// What the classes are called, without signs that could move a cursor.
  let classNames: [String]
  let split: FolderSplit
  /// Pictures that are nearly the same as another.
  let alike: Int
  /// Whether the network sees negatives.
  ///
  /// The body has learned from bright strokes on black ground: where
  /// the ground is bright, negatives are nearer to what it knows, and what augmentation shifts in at the
  /// border, zeros, is then ground too.
  let isNegative: Bool
  let training, validation, test: LabelledRows

  /// Reads and checks a folder, saying on the page what it finds.
  init(_ url: URL, seed: UInt64, on page: inout LabPage) throws {
    let listing = try FolderListing(url)
    var bar = page.progress("reading", total: listing.files.count, unit: "files")
    let pictures = try ImageFolder(listing, channels: 1, size: Self.size) { bar.advance() }
    bar.finish()
    folder = pictures
    classNames = pictures.classNames.map(printable)
    (split, alike) = pictures.split(heldOut: 0.15, seed: seed)
    let means = split.training.map { pictures.examples[$0].image.mean() }
    let isNegative = means.reduce(0, +) > 0.5 * Float(means.count)
    self.isNegative = isNegative
    func part(_ places: [Int]) -> LabelledRows {
      let images = pictures.images(at: places)
      return LabelledRows(isNegative ? 1 - images : images, pictures.labels(at: places))
    }
    guard !split.validation.isEmpty, !split.test.isEmpty else {
      throw DataError(
        file: url.path, problem: "nothing can be held out",
        values: "all pictures of each class are nearly the same", remedy: "add other pictures")
    }
    (training, validation, test) = (part(split.training), part(split.validation), part(split.test))
  }

  /// How many pictures of a class are in a part.
  func count(_ label: Int, in places: [Int]) -> Int {
    places.filter { folder.examples[$0].label == label }.count
  }
}

extension FolderData {
  /// Shows the check: what is left out and why, the parts, and what may mislead.
  func show(on page: inout LabPage) {
    let lines = folder.skipped.prefix(200).map { printable("\($0)") }
    if !lines.isEmpty {
      page.say("Left out, \(folder.skipped.count) in all, each with its reason:")
      page.code(lines.joined(separator: "\n"))
    }
    page.table(
      ["class", "training", "validation", "test"],
      classNames.enumerated().map { label, name in
        [name]
          + [split.training, split.validation, split.test].map { "\(count(label, in: $0))" }
      })
    for remark in folder.remarks { page.say(printable(remark)) }
    if alike > 0 {
      page.say("\(alike) pictures are nearly the same as another; these stay in one part together.")
    }
    func rows(_ part: LabelledRows) -> Tensor {
      part.inputs.reshaped(to: [part.labels.count, Self.size * Self.size])
    }
    let leaked =
      leaks(from: rows(training), into: rows(validation)).count
      + leaks(from: rows(training), into: rows(test)).count
    page.number("held-out pictures that stand in the training part", "\(leaked)")
    let shown = classNames.indices.flatMap { label in
      split.training.filter { folder.examples[$0].label == label }.prefix(
        20 / classNames.count + 1)
    }
    page.show(
      ImageGrid(
        "Some of the pictures, averaged",
        Picture.all(in: folder.images(at: Array(shown.prefix(40)))),
        captions: shown.prefix(40).map { classNames[folder.examples[$0].label] },
        range: 0...1))
  }
}
