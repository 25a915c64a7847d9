package io.github.snaplabel.cli.bucket;

import io.github.snaplabel.tagging.ObjectStore;
import io.github.snaplabel.tagging.S3Clients;
import io.github.snaplabel.tagging.S3Objects;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A connection to a location in S3. Thread-safe. */
public final class RemoteBucket implements AutoCloseable {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";

  private final S3Location location;
  private final S3Client client;
  private final boolean isAws;

  private RemoteBucket(S3Location location, S3Client client, boolean isAws) {
    this.location = location;
    this.client = client;
    this.isAws = isAws;
  }

  /**
   * Opens a connection with the region and credentials that AWS's own tools would use. Sends no
   * request to the bucket yet.
   *
   * @param endpoint S3-compatible server, or null for {@code AWS_ENDPOINT_URL_S3} or else AWS
   * @throws IOException if credentials, region or endpoint are missing or unusable; the message
   *     says what to do
   */
  public static RemoteBucket open(
      S3Location location, @Nullable URI endpoint, Map<String, String> environment)
      throws IOException {
    URI server = endpoint == null ? endpoint(environment) : endpoint;
    boolean isAws = server == null;
    // The bucket may be in another region than the configured one; S3 returns its region.
    S3ClientBuilder builder =
        S3Clients.builder().forcePathStyle(!isAws).crossRegionAccessEnabled(true);
    if (server == null) {
      builder.region(region());
    } else {
      builder.region(signingRegion()).endpointOverride(server);
    }
    return new RemoteBucket(location, builder.credentialsProvider(credentials()).build(), isAws);
  }

  /** Returns the S3-compatible server that the environment names; null if it names none. */
  private static @Nullable URI endpoint(Map<String, String> environment) throws IOException {
    String url = environment.getOrDefault(ENDPOINT, "");
    if (url.isEmpty()) {
      return null;
    }
    try {
      return S3Endpoint.parse(ENDPOINT, url);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns a new listing of the location's objects. */
  public BucketListing list() {
    return new BucketListing(location, client, isAws);
  }

  /** Returns access to single objects. */
  public ObjectStore objects() {
    return new S3Objects(() -> client);
  }

  private static Region region() throws IOException {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new IOException("No region found: set AWS_REGION to the bucket's region.", e);
    }
  }

  /** Returns a region for signing. Other servers have no regions, but expect one in signatures. */
  private static Region signingRegion() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
    } catch (SdkClientException _) {
      return Region.US_EAST_1;
    }
  }

  private static DefaultCredentialsProvider credentials() throws IOException {
    DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build();
    try {
      provider.resolveCredentials();
      return provider;
    } catch (SdkClientException e) {
      throw new IOException(
          "No credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
              + " or AWS_PROFILE.",
          e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
