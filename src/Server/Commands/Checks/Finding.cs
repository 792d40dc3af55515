namespace Haggle.Server.Commands.Checks;

/// <summary>Wrong: the server would not start or would lose something. Doubtful: it runs, but an operator should know.</summary>
internal enum Verdict { Well, Doubtful, Wrong }

/// <summary>One line of the doctor's.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Text">What was seen. No secret.</param>
/// <param name="Mend">What to do about it; null when all is well.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Text, string? Mend = null)
{
    public static Finding Well(string subject, string text) => new(Verdict.Well, subject, text);

    public static Finding Doubtful(string subject, string text, string mend) => new(Verdict.Doubtful, subject, text, mend);

    public static Finding Wrong(string subject, string text, string mend) => new(Verdict.Wrong, subject, text, mend);

    public override string ToString() => $"{Word,-5} {Subject,-12} {Text}{(Mend is null ? "" : $" Mend: {Mend}")}";

    private string Word => Verdict switch
    {
        Verdict.Well => "ok",
        Verdict.Doubtful => "warn",
        Verdict.Wrong => "WRONG",
    };
}
