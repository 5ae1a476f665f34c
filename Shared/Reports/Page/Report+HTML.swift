// The page around the blocks: head, table of contents, sections.

extension Report {
  /// The whole page.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
    <title>\(escaped(title))</title>
    <style>\(Theme.variables)\(Theme.chartRules)\(Theme.pageRules)</style>
    </head>
    <body>
    <header><h1>\(inline(title))</h1>\(subtitle.isEmpty ? "" : "<p>\(inline(subtitle))</p>")</header>
    \(contents)<main>
    \(sections.enumerated().map { markup($0.element, number: $0.offset + 1) }.joined())</main>
    </body>
    </html>

    """
  }

  /// Links to the sections, when there are several to choose from.
  private var contents: String {
    let entries = sections.enumerated().compactMap { index, section in
      section.title.map {
        element("li", [:], element("a", ["href": "#section-\(index + 1)"], inline($0)))
      }
    }
    guard entries.count > 1 else { return "" }
    let list = element("ol", [:], entries.joined())
    return element("nav", ["aria-label": "Contents"], element("h2", [:], "Contents") + list) + "\n"
  }

  private func markup(_ section: Section, number: Int) -> String {
    let title = section.title.map { element("h2", [:], inline($0)) } ?? ""
    let blocks = section.blocks.isEmpty && section.title == nil ? [] : [title] + section.blocks
    return element("section", ["id": "section-\(number)"], blocks.joined(separator: "\n")) + "\n"
  }
}
