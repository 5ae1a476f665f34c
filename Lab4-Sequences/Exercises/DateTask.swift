// The task of 4.12: dates as people write them, to be written as ISO 8601 has them. Every answer is
// right or wrong, examples never end, and no rule of the task is told to the model.

import Shared

/// A day of the Gregorian calendar.
public struct CalendarDate: Sendable, Hashable {
  /// The year, from 1900.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int
  /// Days since Monday, 1 January 1900.
  public let number: Int

  /// The day that comes `number` days after 1 January 1900, 0 or more.
  public init(number: Int) {
    require(number >= 0, "CalendarDate: days are counted from 1900 — \(number) — use 0 or more")
    var (year, month, rest) = (1900, 1, number)
    while rest >= (Self.isLeap(year) ? 366 : 365) {
      rest -= Self.isLeap(year) ? 366 : 365
      year += 1
    }
    while rest >= Self.days(of: month, in: year) {
      rest -= Self.days(of: month, in: year)
      month += 1
    }
    (self.year, self.month, day, self.number) = (year, month, rest + 1, number)
  }

  /// `1984-03-07`: year, month and day, as ISO 8601 writes them.
  public var iso: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(of month: Int, in year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

/// How people write a date.
public enum DateForm: Sendable, CaseIterable {
  /// `7 March 1984`
  case dayMonthYear
  /// `March 7, 1984`
  case monthDayYear
  /// `March 7th, 1984`
  case ordinal
  /// `7 Mar 1984`
  case short
  /// `Wed 7 Mar 1984`
  case weekday
  /// `07.03.1984`: the day first, as in much of Europe
  case dots
  /// `3/7/1984`: the month first, as in the United States
  case slashes

  /// The date in this form.
  public func text(of date: CalendarDate) -> String {
    let name = monthNames[date.month - 1]
    let (day, short, year) = (date.day, name.prefix(3), date.year)
    return switch self {
    case .dayMonthYear: "\(day) \(name) \(year)"
    case .monthDayYear: "\(name) \(day), \(year)"
    case .ordinal: "\(name) \(day)\(ordinalEnding(of: day)), \(year)"
    case .short: "\(day) \(short) \(year)"
    case .weekday: "\(weekdayNames[date.number % 7]) \(day) \(short) \(year)"
    case .dots: "\(twoDigits(day)).\(twoDigits(date.month)).\(year)"
    case .slashes: "\(date.month)/\(day)/\(year)"
    }
  }
}

/// The days of two centuries, some of them held out, and what is needed to speak of them in tokens.
public struct DateTask: Sendable {
  /// The characters of all forms and of the answers, and the three that are no text: `<`, `>`, `_`.
  public let vocabulary: Vocabulary
  /// `<` for start, `>` for end, `_` for padding.
  public let tokens: ControlTokens
  /// Days that a model learns from, 1900 to 2099.
  public let training: [CalendarDate]
  /// Days that no training has shown in any form.
  public let heldOut: [CalendarDate]

  /// Splits the days of 1900 to 2099.
  ///
  /// - Parameters:
  ///   - count: How many days are held out.
  ///   - generator: Draws them.
  public init(heldOut count: Int = 1000, using generator: inout SeededGenerator) {
    let days = 73_049  // 200 years with 49 leap days: 1900 has none
    let order = generator.permutation(days)
    let digits = "0123456789"
    let words = (monthNames + weekdayNames + ["st", "nd", "rd", "th"]).joined()
    vocabulary = Vocabulary(of: digits + words + " ,./-<>_")
    let characters = vocabulary.characters
    func token(_ character: Character) -> Int { characters.firstIndex(of: character) ?? 0 }
    tokens = ControlTokens(start: token("<"), end: token(">"), padding: token("_"))
    heldOut = order.prefix(count).map { CalendarDate(number: $0) }
    training = order.dropFirst(count).map { CalendarDate(number: $0) }
  }

  /// Pairs for one step: random training days in random forms.
  ///
  /// - Parameters:
  ///   - count: N.
  ///   - generator: Draws days and forms.
  /// - Returns: The batch.
  public func batch(_ count: Int, using generator: inout SeededGenerator) -> TranslationBatch {
    let forms = DateForm.allCases
    let pairs = (0..<count).map { _ in
      (training[generator.below(training.count)], forms[generator.below(forms.count)])
    }
    return TranslationBatch(
      sources: pairs.map { encoded($1.text(of: $0)) }, targets: pairs.map { encoded($0.0.iso) },
      tokens)
  }

  /// The tokens of a text; stops on a character that no date has.
  public func encoded(_ text: String) -> [Int] {
    do {
      return try vocabulary.encode(text)
    } catch {
      fatalError("DateTask.encoded: this is not a date — \(text.debugDescription) — \(error)")
    }
  }
}

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
]

private let weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func ordinalEnding(of day: Int) -> String {
  switch day {
  case 1, 21, 31: "st"
  case 2, 22: "nd"
  case 3, 23: "rd"
  default: "th"
  }
}
