/** Three sliders. */
export function SettingsIcon() {
  return (
    <svg
      width={16}
      height={16}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M2 4h6M12 4h2M2 8h1.5M7.5 8H14M2 12h7M13 12h1" />
      <circle cx="10" cy="4" r="1.8" />
      <circle cx="5.5" cy="8" r="1.8" />
      <circle cx="11" cy="12" r="1.8" />
    </svg>
  );
}
