package io.github.snaplabel.cli.folder.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** The documents that S3 takes and gives. */
final class S3Xml {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private static final int NO_BODY = -1;

  private S3Xml() {}

  /**
   * Reads the tags of a PutObjectTagging.
   *
   * @throws S3ErrorException if it is not such a document, or names a key twice
   */
  static Map<String, String> tags(byte[] document) throws S3ErrorException {
    Map<String, String> tags = new LinkedHashMap<>();
    try {
      XMLStreamReader reader = reader(document);
      reader.nextTag();
      reader.require(XMLStreamReader.START_ELEMENT, null, "Tagging");
      reader.nextTag();
      reader.require(XMLStreamReader.START_ELEMENT, null, "TagSet");
      while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
        reader.require(XMLStreamReader.START_ELEMENT, null, "Tag");
        String key = text(reader, "Key");
        if (tags.put(key, text(reader, "Value")) != null) {
          throw new S3ErrorException(
              S3Error.INVALID_TAG, "The tag '%s' is given twice".formatted(key));
        }
        reader.nextTag();
      }
      return tags;
    } catch (XMLStreamException e) {
      throw new S3ErrorException(S3Error.MALFORMED_XML, "The XML is no list of tags");
    }
  }

  private static XMLStreamReader reader(byte[] document) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(new ByteArrayInputStream(document));
  }

  private static String text(XMLStreamReader reader, String element) throws XMLStreamException {
    reader.nextTag();
    reader.require(XMLStreamReader.START_ELEMENT, null, element);
    return reader.getElementText();
  }

  /** The answer to a GetObjectTagging. */
  static byte[] tagging(Map<String, String> tags) {
    return write(writer -> {
      writer.writeStartElement("Tagging");
      writer.writeDefaultNamespace(NAMESPACE);
      writer.writeStartElement("TagSet");
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        writer.writeStartElement("Tag");
        element(writer, "Key", tag.getKey());
        element(writer, "Value", tag.getValue());
        writer.writeEndElement();
      }
    });
  }

  static byte[] error(S3ErrorException refusal, String resource) {
    return write(writer -> {
      writer.writeStartElement("Error");
      element(writer, "Code", refusal.error().code());
      element(writer, "Message", String.valueOf(refusal.getMessage()));
      element(writer, "Resource", resource);
      element(writer, "RequestId", "local");
    });
  }

  /** Sends a document, or what HEAD gets of it. */
  static void send(HttpExchange exchange, int status, byte[] xml) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, xml.length);
      exchange.getResponseBody().write(xml);
    }
  }

  private static void element(XMLStreamWriter writer, String name, String text)
      throws XMLStreamException {
    writer.writeStartElement(name);
    writer.writeCharacters(text);
    writer.writeEndElement();
  }

  private interface Content {
    void write(XMLStreamWriter writer) throws XMLStreamException;
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter writer =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      writer.writeStartDocument("UTF-8", "1.0");
      content.write(writer);
      // Ends what is still open.
      writer.writeEndDocument();
      writer.close();
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Nothing can go wrong in memory", e);
    }
  }
}
