// Section pooling: a window becomes one number, and a small shift matters less.

import Lab3
import Reports
import Shared

func pooling(_ page: inout LabPage, _ lab: inout Lab3State) throws {
  let digits = try lab.digits().test.inputs.rows(0..<12)
  let digit = digits.rows(0..<1)
  page.say(
    """
    The maximum keeps the strongest answer of a window, the mean keeps their sum. Neither learns \
    anything; both make the picture smaller, so that the next kernel sees more of it.
    """)
  let sizes = [2, 4, 7]
  page.show(
    ImageGrid(
      "A digit, its maxima and its means in windows of 2, 4 and 7",
      Picture.all(in: digit)
        + sizes.flatMap { Picture.all(in: maxPooled(digit, window: Window($0, stride: $0)).values) }
        + sizes.flatMap { Picture.all(in: averagePooled(digit, window: Window($0, stride: $0))) },
      captions: ["the digit"] + sizes.map { "max \($0)" } + sizes.map { "mean \($0)" }))
  page.say("How much of a picture changes when its digit moves by one pixel:")
  let moved = shifted(digits, down: 0, right: 1)
  func change(_ transform: (Tensor) -> Tensor) -> String {
    let before = transform(digits)
    return percentText((transform(moved) - before).norm() / before.norm())
  }
  page.table(
    ["window", "maxima", "means"],
    [1, 2, 4, 7].map { size in
      let window = Window(size, stride: size)
      return [
        "\(size)", change { maxPooled($0, window: window).values },
        change { averagePooled($0, window: window) },
      ]
    })
  let (values, places) = maxPooled(digit, window: Window(4, stride: 4))
  let gradient = maxPooledGradient(
    Tensor(ones: values.shape), places: places, inputShape: digit.shape)
  page.illustrate(
    ImageGrid(
      "Where the gradient of the maxima of 4 goes: to the winners alone",
      Picture.all(in: gradient)))
  page.number("pixels that get a gradient", "\(Int((gradient .> 0).sum())) of \(digit.count)")
}
