using System.Text.Json.Nodes;
using Haggle.Testing;

namespace Haggle.Server.Tests.Deploy;

/// <summary>What the other tests here read with says what is there, or refuses.</summary>
public sealed class YamlTests
{
    [Theory]
    [InlineData("a: 1 # one\nb: \"2 # two\"\n# three\nc: it's\nd:\n", """{"a":1,"b":"2 # two","c":"it's","d":null}""")]
    [InlineData("a:\n  - b: 1\n    c: [x, \"y, z\"]\n  - 'it''s'\n", """{"a":[{"b":1,"c":["x","y, z"]},"it's"]}""")]
    [InlineData("a:\n- \"80:80\"\n- true\nb: {}\n", """{"a":["80:80",true],"b":{}}""")]
    [InlineData("a: &x\n  b: 1\n  c: 2\nd:\n  <<: *x\n  c: 3\n", """{"a":{"b":1,"c":2},"d":{"c":3,"b":1}}""")]
    [InlineData("a/b.c: http://x:1/y\n---\n\n---\nd: 1\n", """{"a/b.c":"http://x:1/y"} {"d":1}""")]
    public void A_file_is_read_as_it_stands(string text, string json)
        => Assert.Equal(json, string.Join(' ', Yaml.Read(text).Select(document => JsonNode.Parse(document.ToJsonString())!.ToJsonString(Plain))));

    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: 1\n  b: 2\n")]
    [InlineData("a:\n\tb: 1\n")]
    [InlineData("a: |\n  text\n")]
    [InlineData("a: {b: 1}\n")]
    [InlineData("a\n")]
    [InlineData("- a\n")]
    public void What_is_wrong_or_beyond_us_is_refused(string text) => Assert.Throws<InvalidDataException>(() => Yaml.Read(text));

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
