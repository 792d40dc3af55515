namespace Haggle.Browser;

/// <summary>The screen that a person sits at.</summary>
internal sealed record Look(int Width = 1280, int Height = 800, bool IsDark = false, string Language = "ru")
{
    public static Look Phone { get; } = new(360, 740);

    public bool IsPhone => Width < 600;
}
