package dev.skein.export;

import dev.skein.internal.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom an exporter trusts for https, and how it shows who it is: by PEM files or PKCS#12 stores.
 * Thread-safe.
 *
 * <p>The files are read again when they have changed, so that a certificate can be renewed while
 * the process runs; while what is in them cannot be used, what they had before is. There is no way
 * to trust everybody, and host names are always verified. No error says anything of a file but its
 * name and what is wrong with it.
 */
public final class TlsFiles {
  private static final Logger LOGGER = System.getLogger("dev.skein");
  private static final char[] NO_PASSWORD = {};
  private static final byte[] NONCE = {1};

  private final List<Path> certificates;
  private final @Nullable Path clientCertificate;
  private final @Nullable Path clientKey;
  private final @Nullable Path keyStore;
  private final char[] keyStorePassword;
  private final @Nullable Path trustStore;
  private final char[] trustStorePassword;

  /** What {@link #context} was made of. Guarded by this object's lock, as all below. */
  private List<Object> read = List.of();

  private @Nullable SSLContext context;
  private String problem = "";

  private TlsFiles(Builder builder) {
    this.certificates = builder.certificates;
    this.clientCertificate = builder.clientCertificate;
    this.clientKey = builder.clientKey;
    this.keyStore = builder.keyStore;
    this.keyStorePassword = builder.keyStorePassword.clone();
    this.trustStore = builder.trustStore;
    this.trustStorePassword = builder.trustStorePassword.clone();
  }

  /** Starts with the JDK's trust, and without a certificate to show. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What to make a connection with now. Reads the files, unless they are as they were.
   *
   * @throws SSLException if a file cannot be used, and none could before; says which and why
   */
  public synchronized SSLContext context() throws SSLException {
    List<Object> now = stamps();
    SSLContext before = context;
    if (before != null && now.equals(read)) {
      return before;
    }
    try {
      SSLContext made = create();
      context = made;
      read = now;
      problem = "";
      return made;
    } catch (SSLException e) {
      if (before == null) {
        throw e;
      }
      String text = String.valueOf(e.getMessage());
      if (!text.equals(problem)) {
        problem = text;
        LOGGER.log(Level.WARNING, Printable.clean(text) + "; using what was read before");
      }
      return before;
    }
  }

  /** Says that a connection was refused: the files are read again, whatever they look like. */
  synchronized void refused() {
    read = List.of();
  }

  /** What changes when a file does. */
  private List<Object> stamps() {
    List<Object> stamps = new ArrayList<>();
    for (Path file : files()) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.add(now.lastModifiedTime());
        stamps.add(now.size());
        stamps.add(String.valueOf(now.fileKey()));
      } catch (IOException e) {
        stamps.add(e.getClass());
      }
    }
    return stamps;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>(certificates);
    for (Path file : new @Nullable Path[] {clientCertificate, clientKey, keyStore, trustStore}) {
      if (file != null) {
        files.add(file);
      }
    }
    return files;
  }

  private SSLContext create() throws SSLException {
    try {
      SSLContext made = SSLContext.getInstance("TLS");
      made.init(keyManagers(), trustManagers(), null);
      return made;
    } catch (GeneralSecurityException | RuntimeException e) {
      // a provider may throw anything on what it did not expect in a file
      throw new SSLException("TLS cannot be used: " + e.getClass().getSimpleName());
    }
  }

  private TrustManager @Nullable [] trustManagers() throws SSLException, GeneralSecurityException {
    KeyStore trusted;
    if (trustStore != null) {
      trusted = store("tls.trust-store", trustStore, trustStorePassword);
      if (!trustsSomebody(trusted)) {
        throw problem(
            "tls.trust-store",
            trustStore,
            "holds no certificate that Java trusts; make it with \"keytool -importcert\"");
      }
    } else if (!certificates.isEmpty()) {
      trusted = emptyStore();
      for (Path file : certificates) {
        for (Certificate certificate : certificates("tls.certificate", file)) {
          trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
        }
      }
    } else {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private static boolean trustsSomebody(KeyStore store) throws GeneralSecurityException {
    boolean some = false;
    for (String alias : Collections.list(store.aliases())) {
      some |= store.isCertificateEntry(alias);
    }
    return some;
  }

  private KeyManager @Nullable [] keyManagers() throws SSLException, GeneralSecurityException {
    KeyStore keys;
    char[] password = NO_PASSWORD;
    if (keyStore != null) {
      password = keyStorePassword;
      keys = store("tls.key-store", keyStore, password);
      checkKey(keys, keyStore, password);
    } else if (clientCertificate != null && clientKey != null) {
      List<Certificate> chain = certificates("tls.client-certificate", clientCertificate);
      PrivateKey key = privateKey(clientKey);
      if (!belong(chain.get(0), key)) {
        throw problem(
            "tls.client-key",
            clientKey,
            "is not the key of the certificate in " + clientCertificate);
      }
      keys = emptyStore();
      keys.setKeyEntry("client", key, password, chain.toArray(new Certificate[0]));
    } else {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password);
    return factory.getKeyManagers();
  }

  private static void checkKey(KeyStore keys, Path file, char[] password) throws SSLException {
    boolean some = false;
    try {
      for (String alias : Collections.list(keys.aliases())) {
        Key key = keys.getKey(alias, password);
        some |= key != null;
      }
    } catch (GeneralSecurityException e) {
      throw problem("tls.key-store", file, "holds a key that has another password than the store");
    }
    if (!some) {
      throw problem("tls.key-store", file, "holds no private key");
    }
  }

  /** Whether what the key signs is what the certificate verifies. */
  private static boolean belong(Certificate certificate, PrivateKey key) {
    String kind = key.getAlgorithm();
    String algorithm =
        kind.equals("RSA") ? "SHA256withRSA" : kind.equals("EC") ? "SHA256withECDSA" : "EdDSA";
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(NONCE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(NONCE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<Certificate> certificates(String setting, Path file) throws SSLException {
    byte[] bytes = read(setting, file);
    try {
      return new PemFile(bytes).certificates();
    } catch (SSLException e) {
      throw problem(setting, file, e.getMessage());
    }
  }

  private static PrivateKey privateKey(Path file) throws SSLException {
    byte[] bytes = read("tls.client-key", file);
    try {
      return new PemFile(bytes).privateKey();
    } catch (SSLException e) {
      throw problem("tls.client-key", file, e.getMessage());
    }
  }

  private static KeyStore store(String setting, Path file, char[] password) throws SSLException {
    byte[] bytes = read(setting, file);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password);
      return store;
    } catch (IOException e) {
      throw problem(
          setting,
          file,
          e.getCause() instanceof UnrecoverableKeyException
              ? "has another password than " + setting + "-password says"
              : bytes.length == 0 ? "is empty" : "is no PKCS#12 file, or damaged");
    } catch (GeneralSecurityException e) {
      throw problem(setting, file, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, SSLException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new SSLException("no key store can be made", e);
    }
    return store;
  }

  private static byte[] read(String setting, Path file) throws SSLException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw problem(setting, file, "does not exist");
    } catch (AccessDeniedException e) {
      throw problem(setting, file, "may not be read by this process");
    } catch (IOException e) {
      throw problem(
          setting,
          file,
          Files.isDirectory(file)
              ? "is a directory"
              : "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static SSLException problem(String setting, Path file, @Nullable String what) {
    return new SSLException(setting + ": " + file + " " + what);
  }

  /** Builds {@link TlsFiles}. Not safe for use by several threads. */
  public static final class Builder {
    private List<Path> certificates = List.of();
    private @Nullable Path clientCertificate;
    private @Nullable Path clientKey;
    private @Nullable Path keyStore;
    private char[] keyStorePassword = NO_PASSWORD;
    private @Nullable Path trustStore;
    private char[] trustStorePassword = NO_PASSWORD;

    private Builder() {}

    /** PEM files with the certificates to trust, one or several in each. */
    public Builder certificates(List<Path> files) {
      certificates = List.copyOf(Objects.requireNonNull(files, "files"));
      return this;
    }

    /**
     * The certificate to show.
     *
     * @param certificate a PEM file with the certificate, followed by those of its issuers
     * @param key a PEM file with its private key: RSA, EC or Ed25519, as PKCS#8, not encrypted
     */
    public Builder clientCertificate(Path certificate, Path key) {
      clientCertificate = certificate;
      clientKey = key;
      return this;
    }

    /**
     * A PKCS#12 file with the certificate to show and its key; wins over PEM files.
     *
     * @param password of the file and its key; null for none
     */
    public Builder keyStore(Path file, @Nullable String password) {
      keyStore = file;
      keyStorePassword = chars(password);
      return this;
    }

    /**
     * A PKCS#12 file with the certificates to trust; wins over PEM files.
     *
     * @param password null for none
     */
    public Builder trustStore(Path file, @Nullable String password) {
      trustStore = file;
      trustStorePassword = chars(password);
      return this;
    }

    /** The files, which are not read yet. */
    public TlsFiles build() {
      return new TlsFiles(this);
    }

    private static char[] chars(@Nullable String password) {
      return password == null ? NO_PASSWORD : password.toCharArray();
    }
  }
}
