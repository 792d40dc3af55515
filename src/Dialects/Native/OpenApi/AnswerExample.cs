namespace Haggle.Dialects.Native.OpenApi;

/// <summary>Says of a route what an answer of this status looks like.</summary>
internal sealed record AnswerExample(int Status, string Json);
