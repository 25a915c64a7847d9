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

/** A place in S3 that can be reached. Thread-safe. */
public final class RemoteBucket implements AutoCloseable {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";

  private final S3Location location;
  private final S3Client client;
  private final boolean ofAws;

  private RemoteBucket(S3Location location, S3Client client, boolean ofAws) {
    this.location = location;
    this.client = client;
    this.ofAws = ofAws;
  }

  /**
   * Finds region and credentials where AWS's own tools do. Nothing is sent to the bucket yet.
   *
   * @param endpoint another S3 than AWS's, or null for the one that the environment names
   * @param connections that are kept open
   * @throws IOException if there are no credentials or no region; the message says what to do
   */
  public static RemoteBucket open(
      S3Location location, @Nullable URI endpoint, Map<String, String> environment, int connections)
      throws IOException {
    System.setProperty("http.maxConnections", Integer.toString(connections));
    String url = endpoint == null ? environment.getOrDefault(ENDPOINT, "") : endpoint.toString();
    boolean ofAws = url.isEmpty();
    // The bucket may be in another region than the user's usual one; S3 names its region.
    S3ClientBuilder builder =
        S3Clients.builder().forcePathStyle(!ofAws).crossRegionAccessEnabled(true);
    if (ofAws) {
      builder.region(region());
    } else {
      builder.region(regionElsewhere()).endpointOverride(URI.create(url));
    }
    return new RemoteBucket(location, builder.credentialsProvider(credentials()).build(), ofAws);
  }

  /** Its objects, one after the other. */
  public BucketListing list() {
    return new BucketListing(location, client, ofAws);
  }

  /** Its objects, one by one. */
  public ObjectStore objects() {
    return new S3Objects(() -> client);
  }

  private static Region region() throws IOException {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new IOException("There is no region: set AWS_REGION to the bucket's.", e);
    }
  }

  /** Others than AWS have no regions but sign with one; the usual one, unless one is set. */
  private static Region regionElsewhere() {
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
          "There are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
              + " or AWS_PROFILE.",
          e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
