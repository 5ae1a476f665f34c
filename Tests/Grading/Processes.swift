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

  /// What processes use at one moment.
  struct Usage {
    /// Resident bytes.
    var memory = 0
    /// Processor time so far.
    var seconds = 0.0
    /// Whether every thread sleeps or is stopped: none computes, reads a disk or waits for a core.
    var isWaiting = false
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

  /// Ends the processes that left the child's group: all that carry its token in their environment.
  static func killStragglers(token: String) {
    #if canImport(Glibc)
      for _ in 0..<10 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let left = names.compactMap { pid_t($0) }.filter {
          $0 != getpid() && contents("/proc/\($0)/environ", limit: 1 << 16).contains(token)
        }
        if left.isEmpty { return }
        for pid in left { kill(pid, SIGKILL) }
        usleep(1000)
      }
    #endif
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
  static func usage(of pid: pid_t) -> Usage {
    #if canImport(Glibc)
      tree(under: pid).map(ownUsage).reduce(into: Usage(isWaiting: true)) { sum, usage in
        sum.memory += usage.memory
        sum.seconds += usage.seconds
        sum.isWaiting = sum.isWaiting && usage.isWaiting
      }
    #else
      var usage = rusage_info_v2()
      let result = withUnsafeMutablePointer(to: &usage) {
        $0.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
          proc_pid_rusage(pid, RUSAGE_INFO_V2, $0)
        }
      }
      guard result == 0 else { return Usage() }
      let ticks = Double(usage.ri_user_time + usage.ri_system_time)
      return Usage(memory: Int(usage.ri_phys_footprint), seconds: ticks / 1e9)
    #endif
  }

  #if canImport(Glibc)
    /// A process and all that descend from it.
    static func tree(under pid: pid_t) -> [pid_t] {
      var (found, next) = ([pid], 0)
      while next < found.count && found.count < 1000 {
        for thread in threads(of: found[next]) {
          let children = contents("/proc/\(found[next])/task/\(thread)/children")
          found += children.split(separator: " ").compactMap { pid_t($0) }
        }
        next += 1
      }
      return found
    }

    private static func ownUsage(_ pid: pid_t) -> Usage {
      let pages = contents("/proc/\(pid)/statm").split(separator: " ")
      let state = contents("/proc/\(pid)/stat").split(separator: ")").last ?? ""
      let fields = state.split(separator: " ")
      guard pages.count > 1, fields.count > 12 else { return Usage(isWaiting: true) }
      let ticks = (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)
      return Usage(
        memory: (Int(pages[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))),
        seconds: ticks / Double(sysconf(Int32(_SC_CLK_TCK))), isWaiting: threadsWait(pid))
    }

    private static func threadsWait(_ pid: pid_t) -> Bool {
      threads(of: pid).allSatisfy { thread in
        let text = contents("/proc/\(pid)/task/\(thread)/stat").split(separator: ")").last ?? ""
        return ["S", "T", "t", "Z", "X"].contains(text.split(separator: " ").first ?? "X")
      }
    }

    private static func threads(of pid: pid_t) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    }

    private static func contents(_ path: String, limit: Int = 4096) -> String {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return "" }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: limit)
      let count = read(file, &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
  #endif
}
