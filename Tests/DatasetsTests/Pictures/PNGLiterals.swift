// PNG files of 7 by 6 pixels, one for each of the 15 kinds, plain and interlaced, encoded by a
// script in Python with its zlib. Row y has the filter y mod 5; the data stands in two chunks.

import Foundation

/// A PNG file whose samples are those of `PNGSpecimen` with the same kind and depth.
struct PNGLiteral: CustomStringConvertible, Sendable {
  let kind: UInt8
  let depth: Int
  let isInterlaced: Bool
  private let base64: String

  init(_ kind: UInt8, _ depth: Int, interlaced: Bool = false, _ base64: String) {
    (self.kind, self.depth, isInterlaced, self.base64) = (kind, depth, interlaced, base64)
  }

  var bytes: [UInt8] { [UInt8](Data(base64Encoded: base64) ?? Data()) }
  var description: String { "colour type \(kind), \(depth) bits, interlaced: \(isInterlaced)" }

  static let all = [
    PNGLiteral(
      0, 1,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAQAAAAAndbnbAAAACklEQVR42mPgY6xg8mPegNhInwAAAApJREFUyXKEoQ8A\
      DbMC6vpeARUAAAAASUVORK5CYII=
      """),
    PNGLiteral(
      0, 1, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAQAAAAFQcolNAAAAD0lEQVR42mNgYGgAQgfGBoYJDArlllIuAAAAEElEQVSM\
      C5geMFQwyjAVAQA3mAT+9dVGwAAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      0, 2,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgAAAABg1cMLAAAADUlEQVR42mNgXcOYHcnUuoR5681MSQAAAA5JREFU3kaW\
      aSoMR9cAADF6BiNDY4GNAAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      0, 2, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgAAAAEX0vOdAAAAEUlEQVR42mNgYGgAwgLGCwzHGCQYT2Ig7W0AAAARSURB\
      VDDtYcg+wih2i2n9HgBbyQg01CC1LAAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      0, 4,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAAAAADvlTarAAAAE0lEQVR42mNgcpt9gTHD1cWfKS0tPYF5q80w0AAAABNJ\
      REFUX2yaJ0uZaUgCw0e37gsAjcgKTGiQyHYAAAAASUVORK5CYII=
      """),
    PNGLiteral(
      0, 4, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAAAAAGYkgY9AAAAGElEQVR42gElANr/AAAAkACSAE0B1gDBWgAmsAF1VDoT\
      AAAAGElEQVTjnQLNwABorfFAASVUVTICzM290NgdDbc1XpACAAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      0, 8,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAAAAAAqZduqAAAAGklEQVR42mNgVPXKm7zjDmOqqqoKEDKlpqakAgHzqfLS\
      uYgAAAAaSURBVCOuri6uriypKiCJFIYfsk5p3RuuAABZ3Q9FkvdP8wAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      0, 8, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAAAAAFdYus8AAAAHElEQVR42mNgZJjMMEWNwesO491JDKeEY5cxqObtYHzv\
      nUYmIgAAAB1JREFU6cl08tQphtSu9Zd/yDgy6quoqgIRSAyEAADyFUgHk4SZAAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      0, 16,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAAAAAB69QfpAAAAKElEQVR42mNgZFRd5OWc92Ry6w61O8cZU0+pLlRdqALF\
      TKknU0+mnEyFQuZTGlkwuAAAAClJREFUwke2ugKhC5hkST2pclIVCEFkykmGH+9k+50M0i52F20QvrIFABhAKhdGNCFM\
      AAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      0, 16, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAAAAAEN8jd/AAAALElEQVR42mNgZGSY3MowRVVtJYOX853jjHfTJ7UwnJos\
      fDVWfFkkg+qivCc71Bjfm8Ftb/gAAAAsSURBVHg6eToxnZx0CggZUk91Za/nubz2h5/Me8cJjPoxKgtVgRBCQhXBSAAu\
      Eype53GQbQAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      2, 8,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAIAAACAbBMhAAAANUlEQVR42mNgNM1Ujez1qtuUt+j65OO/d7xRuCPgwpg6\
      86wqGKioqIBIMIspFQxSUlJSYSwgwXzqSbneajMAAAA2SURBVN0RVyhwcTnq6noUCFmAMhC9qqpgRqpqiooqww/dRNnA\
      VqeyVWmzznXv/7zhicQVDhsAEZEvMDkoj/0AAAAASUVORK5CYII=
      """),
    PNGLiteral(
      2, 8, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAIAAAH3ayO3AAAAPElEQVR42mNgNM1kmHz8N8OUE3/UovoYvOo23RFwYbwr\
      6Dpp0mSGU/+MhN2rYyceXXaLj0E1sjdv0fUdbxQY3ys7ab6FAAAAPUlEQVSHe4IB08mTJ0+BAUPqzLNd+z6tfyx+md36\
      h06CTGCrY+lKRv3k6SqqqqoqCAKImUB6TkIIIAllAABZiT/PQaYbewAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      2, 16,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAIAAADQ/M9iAAAAV0lEQVR42mNgZDQVyVRXXRS5tfeEl3Nd2KbMvCeLvl/n\
      mtx6fMbv1TvU3lgq+Nw5LnDL5S1j6qmZd89+UF2IgCpgCGMjxJhSTyJgChimnkQXg7CYTwk/kalTO7I25/LUAAAAV0lE\
      QVTVFQJNgRDMcgHCo2DWUaAIiMUC0aEChqonwdYBaYRIKlAsBcxi+PFOlzFRRLY/cFHrVieDMudVYWkXZz059727aH/r\
      5xkbhJ+oSVhe2cJx3OYWAMnDfiGW/IXNAAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      2, 16, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAIAAAGn+//0AAAAZElEQVR42mNgZDQVyVRnmNx6fMbv1QxTVE9Y/PFWWxm1\
      p+88g5dzXdimzDvHBW65vGW8my5Y5do7qWVSy+QWhlOT/y0z2il81f1F9e9Y8YlaR22XRd7K4atnUF0UubX3RN6TRd+v\
      c+1QSashuQAAAGRJREFUe2Op4MP43kTZPTzK0wkBmU5OAsFTSJAh9dTMu2c/dGXvq/s0cT3PY3lxo8tr2Q9YX/7hp5OY\
      UCLzPpCpVdRxQunildsY9WOS86c3qSxUBUOVhdhYEJoJZgnCOoTVqCIAXnSBMIW8JAcAAAAASUVORK5CYII=
      """),
    PNGLiteral(
      3, 1,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAQMAAAA1wBY1AAAABlBMVEUHPHha05U5Yw7yAAAACklEQVR42mPgY6xg8mPe\
      gNhInwAAAApJREFUyXKEoQ8ADbMC6vpeARUAAAAASUVORK5CYII=
      """),
    PNGLiteral(
      3, 1, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAQMAAAFCxyajAAAABlBMVEUHPHha05U5Yw7yAAAAD0lEQVR42mNgYGgAQgfG\
      BoYJDArlllIuAAAAEElEQVSMC5geMFQwyjAVAQA3mAT+9dVGwAAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      3, 2,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgMAAAByYGzlAAAADFBMVEUHPHha05WtarIAAc+HOiSPAAAADUlEQVR42mNg\
      XcOYHcnUuoR5681MSQAAAA5JREFU3kaWaSoMR9cAADF6BiNDY4GNAAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      3, 2, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGAgMAAAEFZ1xzAAAADFBMVEUHPHha05WtarIAAc+HOiSPAAAAEUlEQVR42mNg\
      YGgAwgLGCwzHGCQYT2Ig7W0AAAARSURBVDDtYcg+wih2i2n9HgBbyQg01CC1LAAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      3, 4,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAMAAAD9IJlFAAAAMFBMVEUHPHha05WtarIAAc9TmOymLwn5xiZMXUOf9GDy\
      i31FIpqYubfrUNQ+5/GRfg7kFSvJ0rdYAAAAE0lEQVR42mNgcpt9gTHD1cWfKS0tPYF5q80w0AAAABNJREFUX2yaJ0uZ\
      aUgCw0e37gsAjcgKTGiQyHYAAAAASUVORK5CYII=
      """),
    PNGLiteral(
      3, 4, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGBAMAAAGKJ6nTAAAAMFBMVEUHPHha05WtarIAAc9TmOymLwn5xiZMXUOf9GDy\
      i31FIpqYubfrUNQ+5/GRfg7kFSvJ0rdYAAAAGElEQVR42gElANr/AAAAkACSAE0B1gDBWgAmsAF1VDoTAAAAGElEQVTj\
      nQLNwABorfFAASVUVTICzM290NgdDbc1XpACAAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      3, 8,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAMAAAA40HREAAADAFBMVEUHPHha05WtarIAAc9TmOymLwn5xiZMXUOf9GDy\
      i31FIpqYubfrUNQ+5/GRfg7kFSs3rEiKQ2Xd2oIwcZ+DCLzWn9kpNvZ8zRPPZDAi+011kmrIKYcbwKRuV8HB7t4Uhftn\
      HBi6szUNSlJg4W+zeIwGD6lZpsasPeP/1ABSax2lAjr4mVdLMHSex5HxXq5E9cuXjOjqIwU9uiKQUT/j6Fw2f3mJFpbc\
      rbMvRNCC2+3VcgooCSd7oETON2Ehzn50ZZvH/Lgak9VtKvLAwQ8TWCxm70m5hmYMHYNftKCyS70F4tpYeferEBT+pzFR\
      Pk6k1Wv3bIhKA6WdmsLwMd9DyPyWXxnp9jY8jVOPJHDiu401UqqI6cfbgOQuFwGBrh7URTsn3Fh6c3XNCpIgoa9zOMzG\
      z+kZZgZs/SO/lEASK11lwnq4WZcL8LReh9GxHu4EtQtXTCiq40X9emJQEX+jqJz2P7lJ1tacbfPvBBBCmy2VMkroyWc7\
      YISO96Hhjr40JduHvPjaUxUt6jKAgU/TGGwmr4l5RqbM3cMfdOByC/3FohoYOTdr0FS+Z3ER/o5klau3LMgKw+VdWgKw\
      8R8DiDxWH1mptnb8TZNP5LCie831EupIqQebQCTu10FBbl6UBXvnnJg6M7WNytLgYe8z+AyGjynZJkYsvWN/VIDS650l\
      grp4GdfLsPQeRxFx3i7EdUsXDGhqo4W9OqIQ0b9jaNy2//kJlhZcLTOvxFACW21V8oqoiaf7IMROt+GhTv705RtHfDia\
      E1XtqnJAQY+T2Kzmb8k5BuaMnQPfNCAyyz2FYlrY+XcrkJR+J7HRvs4kVet37AjKgyUdGkJwsV/DSHwW35lpdra8DdMP\
      pPBiOw210ioIaUdbAGSul4EBLp5UxbunXNj68/VNihKgIS/zuExGT2mZ5obsfaM/FMCSq93lQvo42ReLcDTeB1Exnm6E\
      NYvXzKgqY8V9+uLQkf8jKBx2vznJVlYc7XNvhJDCG60VsspoSee74AQOdyFhDj60pVsC8IiKAAAAGklEQVR42mNgVPXK\
      m7zjDmOqqqoKEDKlpqakAgHzqfLSuYgAAAAaSURBVCOuri6uriypKiCJFIYfsk5p3RuuAABZ3Q9FkvdP8wAAAABJRU5E\
      rkJggg==
      """),
    PNGLiteral(
      3, 8, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAMAAAFP10TSAAADAFBMVEUHPHha05WtarIAAc9TmOymLwn5xiZMXUOf9GDy\
      i31FIpqYubfrUNQ+5/GRfg7kFSs3rEiKQ2Xd2oIwcZ+DCLzWn9kpNvZ8zRPPZDAi+011kmrIKYcbwKRuV8HB7t4Uhftn\
      HBi6szUNSlJg4W+zeIwGD6lZpsasPeP/1ABSax2lAjr4mVdLMHSex5HxXq5E9cuXjOjqIwU9uiKQUT/j6Fw2f3mJFpbc\
      rbMvRNCC2+3VcgooCSd7oETON2Ehzn50ZZvH/Lgak9VtKvLAwQ8TWCxm70m5hmYMHYNftKCyS70F4tpYeferEBT+pzFR\
      Pk6k1Wv3bIhKA6WdmsLwMd9DyPyWXxnp9jY8jVOPJHDiu401UqqI6cfbgOQuFwGBrh7URTsn3Fh6c3XNCpIgoa9zOMzG\
      z+kZZgZs/SO/lEASK11lwnq4WZcL8LReh9GxHu4EtQtXTCiq40X9emJQEX+jqJz2P7lJ1tacbfPvBBBCmy2VMkroyWc7\
      YISO96Hhjr40JduHvPjaUxUt6jKAgU/TGGwmr4l5RqbM3cMfdOByC/3FohoYOTdr0FS+Z3ER/o5klau3LMgKw+VdWgKw\
      8R8DiDxWH1mptnb8TZNP5LCie831EupIqQebQCTu10FBbl6UBXvnnJg6M7WNytLgYe8z+AyGjynZJkYsvWN/VIDS650l\
      grp4GdfLsPQeRxFx3i7EdUsXDGhqo4W9OqIQ0b9jaNy2//kJlhZcLTOvxFACW21V8oqoiaf7IMROt+GhTv705RtHfDia\
      E1XtqnJAQY+T2Kzmb8k5BuaMnQPfNCAyyz2FYlrY+XcrkJR+J7HRvs4kVet37AjKgyUdGkJwsV/DSHwW35lpdra8DdMP\
      pPBiOw210ioIaUdbAGSul4EBLp5UxbunXNj68/VNihKgIS/zuExGT2mZ5obsfaM/FMCSq93lQvo42ReLcDTeB1Exnm6E\
      NYvXzKgqY8V9+uLQkf8jKBx2vznJVlYc7XNvhJDCG60VsspoSee74AQOdyFhDj60pVsC8IiKAAAAHElEQVR42mNgZJjM\
      MEWNwesO491JDKeEY5cxqObtYHzvnUYmIgAAAB1JREFU6cl08tQphtSu9Zd/yDgy6quoqgIRSAyEAADyFUgHk4SZAAAA\
      AElFTkSuQmCC
      """),
    PNGLiteral(
      4, 8,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAQAAAClB0z9AAAAKUlEQVR42mNgNFWN9KrLWzT5+I43dwQYU2eqAoGKChAD\
      EVMqEKSkpIKp1FTmU/dTNhQAAAApSURBVE+OuIKAiwuQOMqSmgpSCFaemqLC8ENXNtCpLG1W9/4NT65wAABBzR6m165w\
      nAAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      4, 8, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAQAAAHSAHxrAAAAL0lEQVR42mNgNGWYfJxhygm1KAavujsCjHcFJ01iOPVP\
      2D124rJbDKqReYt2vGF8r+wJBOLu3C8AAAAvSURBVEwnT54CAobUmV371j++zP5DRybQsZRRP1lFVRWEgFhVlQmoBoTA\
      Sk+eBABddyo1R+xynAAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      4, 16,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAQAAAD1l5C+AAAAQ0lEQVR42mNgZDQVUV0UudXLuS4s78mi75Nbj8/YofbG\
      8s5xgVuMqadm3lVdCIEqQAihISRT6kkITAHC1JMIHohkPiX8RObIrjuEpwAAAENJREFUVlcQNAWRLkAI5m09upUFpEIF\
      CFVPAo0CkhA2SK/KSYYf73QZZfsDFzkZlDmnXZz1pLtof+sG4SdqV7ZwHAcA+KVTyH7ZOK4AAAAASUVORK5CYII=
      """),
    PNGLiteral(
      4, 16, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAQAAAGCkKAoAAAASklEQVR42mNgZDQVYZjcenwGwxTVExZqK6P2MHg514Xd\
      OS5wi/FuumDVpJZJLQynJv9bJnzV/UWs+EStZZG3chhUF0VuzXuy6PsOtTeWjHjAzO8AAABLSURBVO9NlN09nSCQ6eSk\
      k5NOQSFD6qmZd7uy99Wt53ksf3kt+4EffjqJMu8DmRwnlC5m1I9JzldZqAqEMBJCgyATxBAYiTASxAYA/AlVFkRj1GAA\
      AAAASUVORK5CYII=
      """),
    PNGLiteral(
      6, 8,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAYAAAAPDoR2AAAAQklEQVR42mNgNM2cqxrZe9CrbtOzvEXXuScf/62/441C\
      yB0Bl0rG1JlnmVRVVVVUQQQQqCJxmFJTU1NSQUQKmIIAKIf51JNpQactAAAAQklEQVS6GUdcwcAFiI+6uBw9CqTAiAWk\
      AmpcKgiB2UBWClCE4Ydu4lTZwNadTmWr7qXNOsfcvf+z+oYnEj5XOGwKAOrwPeE6rphmAAAAAElFTkSuQmCC
      """),
    PNGLiteral(
      6, 8, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGCAYAAAF4CbTgAAAASUlEQVR42mNgNM2cyzD5+G99hikn/hioRfUdYvCq2/Ts\
      joBLJeNdQdfKSZMmT2Y49c8oTdi9ekPsxKM/l93ic2JQjew9mLfoOveONwohDw12zQAAAElJREFUjO+Vw7s9oYDpJBCc\
      ggKG1Jlnmbr2fVJb/1jc+zK7df4PnYQpMoGtOx1LV95l1E+eflpFFQhUVKAUgmQCmwE1CkLB2ScBk1RVGe19WAUAAAAA\
      SUVORK5CYII=
      """),
    PNGLiteral(
      6, 16,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAYAAABfnlg1AAAAcklEQVR42mNgZDQVyVSfa6W6KHJr74mDt72c68I2ZT6r\
      yXuy6Pt1Lm7Zya3HZ/xerb9vh9obSwWfkPg7xwVuubytZGBMPTXz7tkPTMyqC0FQZaHqQhgLAhF8VBmm1JMgmHIy9SSM\
      lYLEQ4aoMsynhJ/I1KnN0D9xQVd0AAAAc0lEQVSy1RUGTV1NXaDso1tdgPAoEIJ5QBlXKJsFZoIKFKqeBDkndSGQBoqq\
      IomngmVSIGpOMvx4p8uYKDJVXbY/cFHr1p0nnAzKnFeF3ctMuzjrybnvzFzdRftbP89QX71B+ImahKWPz5UtHMdtbhW8\
      BQDM+qVHsaTNUgAAAABJRU5ErkJggg==
      """),
    PNGLiteral(
      6, 16, interlaced: true,
      """
      iVBORw0KGgoAAAANSUhEUgAAAAcAAAAGEAYAAAEomWijAAAAfklEQVR42mNgZDQVyVSfa8UwufX4jN+r9fcxTFE9YfHH\
      2yBObWXUnr7zhx4xeDnXhW3KfFZz57jALZe3lQyMd9MFq1x7KxdMapnUMhkIGU5N/rfMaGfaGeGr7i+qf2/gixWfqHXU\
      9mfAsshbOXz1TpMYVBdFbu09cfB23pNF369zccuh11ugAAAAfklEQVTuUHtjqeATEs/43kTZPTyqO9fTCRUynZwEgafQ\
      IEPqqZl3z35gYu7K3lf3aaLakvU8j+XFjbxdL69lP2B9Of/ZDz+dxISSKe0y7wOZWkV3ajhOKF28ctvdk4z6Mcn505tO\
      T1VZqAqFKmCIzMPGZkI4AtVJyDxM8ZOTACFIq68y12EZAAAAAElFTkSuQmCC
      """),
  ]
}
