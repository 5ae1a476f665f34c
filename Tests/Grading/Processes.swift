// What the judge asks the system about its children: have they ended, what do they use.
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Questions and signals to the processes of a child.
enum Processes {
  /// How a process ended and the processor time of it and of the children it waited for.
  struct End {
    var ending: ChildReport.Ending
    var seconds: Double
  }

  /// Whether a child has ended; it stays a zombie, so that its process group keeps its number.
  static func hasEnded(_ pid: pid_t) -> Bool {
    var info = siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    let result = waitid(P_PID, id_t(pid), &info, Int32(flags))
    return result != 0 ? errno == ECHILD : info.si_signo == SIGCHLD
  }

  /// Ends every process in the child's group.
  static func killGroup(_ pid: pid_t) {
    kill(-pid, SIGKILL)
    kill(pid, SIGKILL)
  }

  /// Takes the exit state of a child that has ended or was killed.
  static func reap(_ pid: pid_t) -> End {
    var (status, usage) = (Int32(0), rusage())
    while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
    let times = [usage.ru_utime, usage.ru_stime]
    let seconds = times.reduce(0.0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    let signal = status & 0x7f
    return End(
      ending: signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal), seconds: seconds)
  }

  /// What a child and its descendants use now: resident bytes and processor seconds.
  static func usage(of pid: pid_t) -> (memory: Int, seconds: Double) {
    #if canImport(Glibc)
      tree(under: pid).reduce((memory: 0, seconds: 0.0)) { sum, pid in
        let usage = ownUsage(pid)
        return (sum.memory + usage.memory, sum.seconds + usage.seconds)
      }
    #else
      var usage = rusage_info_v2()
      let result = withUnsafeMutablePointer(to: &usage) {
        $0.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
          proc_pid_rusage(pid, RUSAGE_INFO_V2, $0)
        }
      }
      guard result == 0 else { return (0, 0) }
      let ticks = Double(usage.ri_user_time + usage.ri_system_time)
      return (Int(usage.ri_phys_footprint), ticks / 1e9)
    #endif
  }

  #if canImport(Glibc)
    /// A process and all that descend from it.
    static func tree(under pid: pid_t) -> [pid_t] {
      var (found, next) = ([pid], 0)
      while next < found.count && found.count < 1000 {
        let path = "/proc/\(found[next])/task/\(found[next])/children"
        found += contents(path).split(separator: " ").compactMap { pid_t($0) }
        next += 1
      }
      return found
    }

    private static func ownUsage(_ pid: pid_t) -> (memory: Int, seconds: Double) {
      let pages = contents("/proc/\(pid)/statm").split(separator: " ")
      let state = contents("/proc/\(pid)/stat").split(separator: ")").last ?? ""
      let fields = state.split(separator: " ")
      guard pages.count > 1, fields.count > 12 else { return (0, 0) }
      let ticks = (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)
      return (
        (Int(pages[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))),
        ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
      )
    }

    private static func contents(_ path: String) -> String {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return "" }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(file, &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
  #endif
}
