// What is known of a published set in MNIST's form: its files, how each is recognised, where it
// lies on a machine, and which servers have it.

import Foundation

/// A published set of four IDX files.
public struct DownloadableSet: Codable, Equatable, Sendable {
  /// One of the files, as it was published.
  public struct File: Codable, Equatable, Sendable {
    /// What servers call it, such as `train-images-idx3-ubyte.gz`.
    public let name: String
    /// The number of bytes that a server sends.
    public let size: Int
    /// The SHA-256 of those bytes.
    public let sha256: String
    /// The SHA-256 of what they unpack to, which is the same however a copy was packed.
    public let contentSHA256: String

    /// Describes a file.
    public init(name: String, size: Int, sha256: String, contentSHA256: String) {
      self.name = name
      self.size = size
      self.sha256 = sha256
      self.contentSHA256 = contentSHA256
    }
  }

  /// What people call it.
  public let title: String
  /// What its folder is called, the usual name first, which is also its folder on a mirror of one's
  /// own.
  public let folders: [String]
  /// What its classes are called, by label.
  public let classNames: [String]
  /// Its files.
  public let files: [File]
  /// The folders on servers that have the files, in the order in which they are tried.
  public let mirrors: [URL]

  /// Describes a set.
  public init(
    title: String, folders: [String], classNames: [String], files: [File], mirrors: [URL]
  ) {
    self.title = title
    self.folders = folders
    self.classNames = classNames
    self.files = files
    self.mirrors = mirrors
  }
}

extension DownloadableSet {
  /// 70,000 handwritten digits (LeCun, Cortes and Burges, 1998).
  public static let mnist = DownloadableSet(
    title: "MNIST", folders: ["mnist", "MNIST/raw"], classNames: Digits.classNames,
    files: [
      File(
        name: "train-images-idx3-ubyte.gz", size: 9_912_422,
        sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        contentSHA256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
      File(
        name: "train-labels-idx1-ubyte.gz", size: 28_881,
        sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        contentSHA256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
      File(
        name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
        sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        contentSHA256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
      File(
        name: "t10k-labels-idx1-ubyte.gz", size: 4542,
        sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        contentSHA256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ],
    mirrors: servers([
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://raw.githubusercontent.com/fgnt/mnist/master/",
    ]))

  /// 70,000 pictures of clothes (Xiao, Rasul and Vollgraf, Zalando Research, 2017; MIT licence).
  public static let fashionMNIST = DownloadableSet(
    title: "Fashion-MNIST", folders: ["fashion-mnist", "FashionMNIST/raw"],
    classNames: [
      "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
      "ankle boot",
    ],
    files: [
      File(
        name: "train-images-idx3-ubyte.gz", size: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        contentSHA256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
      File(
        name: "train-labels-idx1-ubyte.gz", size: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        contentSHA256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
      File(
        name: "t10k-images-idx3-ubyte.gz", size: 4_422_102,
        sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        contentSHA256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
      File(
        name: "t10k-labels-idx1-ubyte.gz", size: 5148,
        sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        contentSHA256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    ],
    mirrors: servers([
      "https://fashion-mnist.s3.eu-central-1.amazonaws.com/",
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ]))

  private static func servers(_ addresses: [String]) -> [URL] {
    addresses.compactMap { URL(string: $0) }
  }
}
