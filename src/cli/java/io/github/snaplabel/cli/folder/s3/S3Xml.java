package io.github.snaplabel.cli.folder.s3;

import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.loopback.LoopbackResponse;
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

/** Reads and writes S3's XML documents. */
final class S3Xml {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private S3Xml() {}

  /**
   * Parses the tags of a PutObjectTagging request.
   *
   * @throws S3ErrorException if the document is malformed or repeats a key
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
      throw new S3ErrorException(S3Error.MALFORMED_XML, "The XML is not a list of tags");
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

  /** Returns the response document of a GetObjectTagging request. */
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

  /** Returns an error document. */
  static byte[] error(S3ErrorException exception, String resource) {
    return write(writer -> {
      writer.writeStartElement("Error");
      element(writer, "Code", exception.error().code());
      element(writer, "Message", String.valueOf(exception.getMessage()));
      element(writer, "Resource", resource);
      element(writer, "RequestId", "local");
    });
  }

  /** Sends a document, or only its headers for HEAD. */
  static void send(HttpExchange exchange, int status, byte[] xml) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    LoopbackResponse.send(exchange, status, xml.length, out -> out.write(xml));
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
      // Closes all open elements.
      writer.writeEndDocument();
      writer.close();
      return bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Writing to memory cannot fail", e);
    }
  }
}
