// What would spoil a training on a folder of pictures: doubles, classes of very different size, and
// classes that something other than the subject tells apart.

import Shared

extension ImageFolder {
  /// Leaves out all but the first of equal pictures, and all of those in two classes.
  ///
  /// Pictures are equal that the network cannot tell apart: the same 8-bit values in the common form,
  /// whatever the format and the size of their files.
  static func withoutDoubles(
    _ examples: [Example], _ classNames: [String]
  ) -> (single: [Example], doubles: [DataError]) {
    let keys = examples.map { $0.image.scalars.map { UInt8(($0 * 255).rounded()) } }
    let places = Dictionary(grouping: examples.indices) { keys[$0] }
    var (single, doubles): ([Example], [DataError]) = ([], [])
    for (place, example) in examples.enumerated() {
      let same = places[keys[place]] ?? [place]
      let other = same.first { examples[$0].label != example.label }
      if let other {
        doubles.append(
          DataError(
            file: example.file, problem: "the picture stands in two classes",
            values: "it is also \(examples[other].file)", remedy: "keep it in the right one"))
      } else if same[0] != place {
        doubles.append(
          DataError(
            file: example.file, problem: "the picture is there twice",
            values: "it is also \(examples[same[0]].file)", remedy: "keep one of them"))
      } else {
        single.append(example)
      }
    }
    return (single, doubles)
  }

  /// What the owner should know before believing a number.
  static func remarks(
    on examples: [Example], _ classNames: [String], hidden: Int, size: Int
  ) -> [String] {
    let byClass = classNames.indices.map { label in examples.filter { $0.label == label } }
    var remarks: [String] = []
    if hidden > 0 { remarks.append("Hidden files and folders, passed over: \(hidden).") }
    let counts = byClass.map(\.count)
    if let most = counts.max(), let least = counts.min(), most >= 3 * least,
      let large = counts.firstIndex(of: most), let small = counts.firstIndex(of: least)
    {
      remarks.append(
        "The classes are not balanced: \(classNames[large]) has \(most) pictures,"
          + " \(classNames[small]) \(least). Rare ones count more in the loss; more pictures of"
          + " them would help more.")
    }
    let few = classNames.indices.filter { counts[$0] < 20 }
    if !few.isEmpty {
      remarks.append(
        "Fewer than 20 pictures: \(few.map { "\(classNames[$0]) (\(counts[$0]))" }.list). What is"
          + " measured on so few is rough.")
    }
    let small = examples.filter { min($0.height, $0.width) < size }.count
    if small > 0 {
      remarks.append("\(small) pictures are smaller than \(size) by \(size) and were enlarged.")
    }
    return remarks + giveaways(byClass, classNames)
  }

  /// Properties of files that all pictures of one class have and few others: a network may learn these
  /// in place of the subject.
  private static func giveaways(_ byClass: [[Example]], _ classNames: [String]) -> [String] {
    let properties: [(name: String, holds: (Example) -> Bool)] = [
      ("grey", { $0.channels <= 2 }), ("in colour", { $0.channels > 2 }),
      ("transparent in places", { $0.channels % 2 == 0 }),
      ("wide", { 2 * $0.width >= 3 * $0.height }), ("tall", { 2 * $0.height >= 3 * $0.width }),
    ]
    return properties.flatMap { property in
      let shares = byClass.map { Double($0.filter(property.holds).count) / Double($0.count) }
      guard shares.contains(where: { $0 < 0.5 }) else { return [String]() }
      return classNames.indices.filter { shares[$0] > 0.95 }.map { label in
        let others = shares.indices.filter { $0 != label }.map { shares[$0] }
        return "All pictures of \(classNames[label]) are \(property.name), but only"
          + " \(Int((others.reduce(0, +) / Double(others.count) * 100).rounded())) % of the others:"
          + " the network may learn that in place of the subject."
      }
    }
  }
}

extension [String] {
  /// The words with commas between them.
  var list: String { joined(separator: ", ") }
}
