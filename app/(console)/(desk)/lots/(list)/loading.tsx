export { default } from "../../list-skeleton.tsx";
