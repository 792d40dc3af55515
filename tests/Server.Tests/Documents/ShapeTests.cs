using System.Text.Json;

namespace Haggle.Server.Tests.Documents;

/// <summary>The judge of the examples does see what is wrong.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("""{"a": 1}""", """{"a": 2}""", true, true)]
    [InlineData("""{"a": 1}""", """{"a": "2"}""", false, false)]
    [InlineData("""{"a": 1}""", """{"a": null}""", false, true)]
    [InlineData("""{"a": null}""", """{"a": 1}""", false, true)]
    [InlineData("""{"a": 1}""", """{}""", false, false)]
    [InlineData("""{"a": 1}""", """{"a": 1, "b": null}""", false, false)]
    [InlineData("""{"a": true}""", """{"a": false}""", true, true)]
    [InlineData("""{"a": [{"b": 1}]}""", """{"a": [{"b": 2}, {"b": 3}]}""", true, true)]
    [InlineData("""{"a": [{"b": 1}]}""", """{"a": [{"b": 2}, {"c": 3}]}""", false, false)]
    [InlineData("""{"a": [1]}""", """{"a": []}""", false, true)]
    [InlineData("""{"a": []}""", """{"a": [1]}""", false, true)]
    [InlineData("""{"kind": "text"}""", """{"kind": "voice"}""", false, true)]
    [InlineData("""{"name": "Anna"}""", """{"name": "Boris"}""", true, true)]
    [InlineData("""{"ts": "2026-01-15T09:30:02.518204Z"}""", """{"ts": "2026-01-15T09:30:02Z"}""", false, false)]
    [InlineData("""{"ts": "2026-01-15T09:30:02.518204Z"}""", """{"ts": "2027-01-15T09:30:02.000000Z"}""", true, true)]
    public void It_compares_names_and_kinds(string example, string said, bool fitsTheExample, bool fitsTheKind)
    {
        Assert.Equal(fitsTheExample, Shape.FromExample(JsonElement.Parse(example), JsonElement.Parse(said)) is null);
        Assert.Equal(fitsTheKind, Shape.FromKind(JsonElement.Parse(example), JsonElement.Parse(said)) is null);
    }
}
