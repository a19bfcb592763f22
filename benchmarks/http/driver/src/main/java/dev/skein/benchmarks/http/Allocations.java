package dev.skein.benchmarks.http;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The bytes that the threads of another JVM have allocated: exact, and the same on any machine. */
final class Allocations implements AutoCloseable {
  private final JMXConnector connection;
  private final ThreadMXBean threads;

  private Allocations(JMXConnector connection, ThreadMXBean threads) {
    this.connection = connection;
    this.threads = threads;
  }

  /** Attaches to a JVM that this one has started. */
  @SuppressWarnings("BanJNDI") // the address is that JVM's own, on this machine
  static Allocations of(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      String address;
      try {
        address = machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
      JMXConnector connection = JMXConnectorFactory.connect(new JMXServiceURL(address));
      return new Allocations(
          connection,
          ManagementFactory.newPlatformMXBeanProxy(
              connection.getMBeanServerConnection(),
              ManagementFactory.THREAD_MXBEAN_NAME,
              ThreadMXBean.class));
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  /** Of all threads that live, but for those that answer this question. */
  long bytes() {
    long[] ids = threads.getAllThreadIds();
    var infos = threads.getThreadInfo(ids);
    long[] allocated = threads.getThreadAllocatedBytes(ids);
    long sum = 0;
    for (int i = 0; i < ids.length; i++) {
      if (infos[i] != null && allocated[i] > 0 && !isRemoteManagement(infos[i].getThreadName())) {
        sum += allocated[i];
      }
    }
    return sum;
  }

  private static boolean isRemoteManagement(String thread) {
    return thread.startsWith("RMI ") || thread.startsWith("JMX ");
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
