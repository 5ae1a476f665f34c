// A rule about links: the file that a link or an image leads to exists, and so does the heading.

extension Document {
  /// Links and images that lead nowhere.
  ///
  /// Links that leave the package are not followed.
  func brokenLinks(in course: Course) -> [Problem] {
    links.filter { !$0.isExternal }.compactMap { link in
      guard let (target, anchor) = link.target(from: folder, of: path) else {
        return problem(link.line, "the link leaves the package — \(link.destination)")
      }
      if course.isWithheld(target) { return nil }
      guard target.isEmpty || course.paths.contains(target) else {
        return problem(link.line, "there is no such file — \(link.destination)")
      }
      guard let anchor else { return nil }
      let anchors = course.document(target).headings.map(\.anchor)
      return anchors.contains(anchor)
        ? nil
        : problem(
          link.line,
          "no heading of \(target) has this anchor — #\(anchor)" + nearest(to: anchor, in: anchors))
    }
  }

  /// The anchor that begins alike, which is the right one when a heading was reworded.
  private func nearest(to anchor: String, in anchors: [String]) -> String {
    let common = anchors.map { (name: $0, length: $0.commonPrefix(with: anchor).count) }
    guard let best = common.max(by: { $0.length < $1.length }), best.length > 1 else { return "" }
    return " — is it #\(best.name)?"
  }
}
