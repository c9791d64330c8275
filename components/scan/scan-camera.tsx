"use client";
import { Camera, CameraOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { watchLabels } from "./label-film.ts";

const FAULTS = [
  "insecure",
  "noCamera",
  "inApp",
  "denied",
  "notFound",
  "busy",
  "constraints",
  "failed",
  "lost",
  "noDecoder",
] as const;
type Fault = (typeof FAULTS)[number];

/** The camera beside a scan field, asked for only after a tap: labels one after the other, each told once. */
export function ScanCamera({ onScan }: { onScan: (text: string) => void }) {
  const t = useTranslations("scanCamera");
  const video = useRef<HTMLVideoElement>(null);
  const open = useRef<{ stop(): void } | undefined>(undefined);
  /** Raised by every start and every end: whoever waited for permission or a reader knows whether he is still wanted. */
  const latest = useRef(0);
  const report = useRef(onScan);
  report.current = onScan;
  const [state, setState] = useState<"off" | "starting" | "on">("off");
  const [fault, setFault] = useState<Fault>();

  const letGo = useCallback(() => {
    latest.current++;
    open.current?.stop();
    open.current = undefined;
  }, []);

  function stop(why?: Fault) {
    letGo();
    setState("off");
    setFault(why);
  }

  async function start() {
    if (!video.current) return;
    const turn = ++latest.current;
    setState("starting");
    setFault(undefined);
    try {
      // Nobody who uses a hand scanner loads a reader.
      const { frameOf, loadDecoder, openCamera } = await import("./camera-parts.ts");
      if (turn !== latest.current) return;
      const camera = await openCamera(video.current, undefined, () => stop("lost"));
      if (turn !== latest.current) return camera.stop();
      open.current = camera;
      const decoder = await loadDecoder();
      if (turn !== latest.current) return;
      setState("on");
      await watchLabels({
        decoder,
        frame: () => (video.current ? frameOf(video.current) : undefined),
        runs: () => turn === latest.current,
        onScan: (text) => report.current(text),
      });
    } catch (cause) {
      if (turn !== latest.current) return;
      // A camera's failure is the name of its sentence; all else is the reader's.
      stop(FAULTS.find((each) => cause instanceof Error && cause.message === each) ?? "noDecoder");
    }
  }

  useEffect(() => {
    // A camera that runs where nobody looks frightens people.
    const pause = () => {
      if (!document.hidden) return;
      letGo();
      setState("off");
    };
    document.addEventListener("visibilitychange", pause);
    return () => {
      document.removeEventListener("visibilitychange", pause);
      letGo();
    };
  }, [letGo]);

  return (
    <div className="my-4">
      <Button
        look="quiet"
        className="min-h-14 w-full md:min-h-11 md:w-auto"
        disabled={state === "starting"}
        onClick={() => (state === "on" ? stop() : void start())}
      >
        {state === "on" ? <CameraOff aria-hidden size={20} /> : <Camera aria-hidden size={20} />}
        {state === "on" ? t("stop") : t("start")}
      </Button>
      <video
        ref={video}
        muted
        playsInline
        hidden={state === "off"}
        aria-label={t("picture")}
        className="mt-3 aspect-[4/3] w-full rounded-[6px] bg-panel object-cover"
      />
      <p role="status" className={`mt-2 text-sm ${fault ? "text-fault" : "text-ink-muted"}`}>
        {fault ? t(`fault.${fault}`) : state === "on" ? t("looking") : state === "starting" ? t("starting") : ""}
      </p>
    </div>
  );
}
