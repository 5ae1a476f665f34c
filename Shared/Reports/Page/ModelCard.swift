// A model card (Mitchell and others, 2019): what a model learned from, how well it does for whom, where
// it fails and what it costs, written down with the model, for the one who will use it.

import Foundation

/// What is known about a classifier.
///
/// Numbers alone are the caller's; every sentence that they imply is drawn from them here.
public struct ModelCard: Sendable {
  /// How a class, or a kind of pictures, did on the test part.
  public struct Score: Sendable, Equatable {
    /// What is called so.
    public let name: String
    /// Pictures that were right.
    public let right: Int
    /// Pictures of the test part.
    public let total: Int

    /// Names a score.
    public init(_ name: String, right: Int, of total: Int) {
      (self.name, self.right, self.total) = (name, right, total)
    }

    /// The share that is right; 0 without pictures.
    public var share: Double { total == 0 ? 0 : Double(right) / Double(total) }

    /// Between which shares the truth lies, 19 times of 20 (Wilson, 1927).
    ///
    /// ```
    /// (p + z²/2n ± z · √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)        z = 1.96
    /// ```
    public var range: ClosedRange<Double> {
      guard total > 0 else { return 0...1 }
      let (n, z) = (Double(total), 1.96)
      let middle = share + z * z / (2 * n)
      let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
      let scale = 1 + z * z / n
      return max(0, (middle - spread) / scale)...min(1, (middle + spread) / scale)
    }

    /// The score in words, such as `9 of 12, 75 % (47 to 91 %)`.
    var words: String {
      guard total > 0 else { return "not measured" }
      return "\(right) of \(total), \(percent(share)) (\(whole(range.lowerBound)) to"
        + " \(whole(range.upperBound)) %)"
    }
  }

  /// The pictures of one class in the three parts.
  public struct ClassData: Sendable, Equatable {
    let name: String
    let training, validation, test: Int

    /// Counts a class.
    public init(_ name: String, training: Int, validation: Int, test: Int) {
      (self.name, self.training, self.validation, self.test) = (name, training, validation, test)
    }
  }

  /// What the model is, in a sentence.
  public var model: String
  /// What is done to a picture before the network sees it, in a sentence.
  public var input: String
  /// The classes and their pictures.
  public var classes: [ClassData]
  /// Pictures that were left out.
  public var skipped: Int
  /// What the check of the data found, a sentence each.
  public var remarks: [String]
  /// All of the test part.
  public var overall: Score
  /// Each class.
  public var byClass: [Score]
  /// Kinds of pictures.
  public var slices: [Score]
  /// Mistakes on the test part by kind, the most frequent first.
  public var mistakes: [(truth: String, guess: String, count: Int)]
  /// How long the training took.
  public var seconds: Double
  /// How many cores it kept busy.
  public var cores: Int

  /// Writes down what is known.
  public init(
    model: String, input: String, classes: [ClassData], skipped: Int, remarks: [String],
    overall: Score, byClass: [Score], slices: [Score],
    mistakes: [(truth: String, guess: String, count: Int)], seconds: Double, cores: Int
  ) {
    (self.model, self.input, self.classes) = (model, input, classes)
    (self.skipped, self.remarks, self.overall) = (skipped, remarks, overall)
    (self.byClass, self.slices, self.mistakes) = (byClass, slices, mistakes)
    (self.seconds, self.cores) = (seconds, cores)
  }
}

// MARK: - What the numbers say

extension ModelCard {
  /// One part of the card: a heading and its sentences.
  public var sections: [(heading: String, lines: [String])] {
    [
      ("Model", [model, input]),
      ("Data", data),
      (
        "Accuracy", ["All: \(overall.words)"] + (byClass + slices).map { "\($0.name): \($0.words)" }
      ),
      ("Failure modes", failures),
      ("Use", use),
      ("Privacy", privacy),
      ("Cost", [cost]),
    ]
  }

  /// The card as a text for a file of its own.
  public var markdown: String {
    let parts = sections.map { section in
      "## \(section.heading)\n\n"
        + section.lines.map { "- \(printable($0))" }.joined(separator: "\n")
    }
    return (["# Model card"] + parts).joined(separator: "\n\n") + "\n"
  }

  private var data: [String] {
    classes.map {
      "\($0.name): \($0.training) to learn from, \($0.validation) to choose the epoch by, \($0.test)"
        + " to measure with"
    } + (skipped > 0 ? ["Left out: \(skipped); the lines of the run say why."] : []) + remarks
  }

  private var failures: [String] {
    var lines = mistakes.prefix(5).map { "\($0.truth) taken for \($0.guess): \($0.count)" }
    if mistakes.isEmpty {
      lines.append("None of \(overall.total) test pictures was wrong; that is no promise.")
    }
    let weak = byClass.filter { $0.total > 0 && $0.share < 0.7 }
    if !weak.isEmpty {
      lines.append("Found less than 7 of 10 times: \(weak.map(\.name).joined(separator: ", ")).")
    }
    // A kind is worth a warning where its whole range lies below what holds for all.
    let low = slices.filter {
      $0.share < overall.share && $0.range.upperBound < overall.share
    }
    lines += low.map { "Worse than the rest on pictures that are \($0.name)." }
    let unknown = byClass.filter { $0.total == 0 }
    if !unknown.isEmpty {
      lines.append("Never measured: \(unknown.map(\.name).joined(separator: ", ")).")
    }
    return lines + [
      "A picture of none of these classes is given one of them all the same, sometimes with a high"
        + " probability."
    ]
  }

  private var use: [String] {
    [
      "For pictures like those of the folder: same camera, light, background and choice of subjects.",
      "Not for decisions about people, and not where a mistake costs more than a laugh, without a"
        + " test on many more pictures taken by somebody else.",
    ]
  }

  private var privacy: [String] {
    [
      "Reading, training and prediction happened on this computer; nothing was sent anywhere.",
      "The model file holds numbers and the names of the classes, no picture. A network can still"
        + " give away that a picture was among the few it learned from.",
      "The report shows some of the pictures: hand it on only if you may hand these on.",
    ]
  }

  private var cost: String {
    // A busy core of a present-day processor draws some 10 W.
    let wattHours = seconds * Double(cores) * 10 / 3600
    return "\(short(seconds)) s of training on \(cores == 1 ? "one core" : "\(cores) cores"), about"
      + " \(short(wattHours, digits: 2)) Wh at an assumed 10 W a core; boiling a cup of water takes"
      + " some 25 Wh."
  }

}

private func whole(_ share: Double) -> String { fixed(share * 100, decimals: 0) }
